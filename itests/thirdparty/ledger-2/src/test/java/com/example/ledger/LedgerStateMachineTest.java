package com.example.ledger;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.Golden;
import org.dxos.echo.tck.StateMachineTck;

class LedgerStateMachineTest extends StateMachineTck<Ledger, Entry> {
    @Override
    protected StateMachine<Ledger, Entry> machine() {
        return new LedgerStateMachine();
    }

    @Override
    protected Entry mutation(RandomGenerator random, Ledger ledger, EditContext context) {
        return Entries.random(random);
    }

    @Override
    protected List<Golden> goldens() {
        return List.of(
                Golden.resource(LedgerStateMachineTest.class, "ledger-1.golden"),
                Golden.resource(LedgerStateMachineTest.class, "ledger-2.golden"));
    }
}
