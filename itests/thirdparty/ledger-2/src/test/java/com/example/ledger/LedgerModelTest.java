package com.example.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.ModelTck;
import org.junit.jupiter.api.Test;

class LedgerModelTest extends ModelTck<Ledger, Entry, LedgerItem> {
    @Override
    protected Model<Ledger, Entry, LedgerItem> model() {
        return new LedgerModel();
    }

    @Override
    protected StateMachine<Ledger, Entry> machine() {
        return new LedgerStateMachine();
    }

    @Override
    protected Entry mutation(RandomGenerator random, Ledger ledger, EditContext context) {
        return Entries.random(random);
    }

    @Override
    protected List<List<String>> edits() {
        return List.of(List.of("enter", "12", "lunch money"), List.of("enter", "-5", "lunch", "food"));
    }

    @Test
    void moneyGoesOutOnlyAsFarAsItCameIn() {
        LedgerItem ledger = model().facade(DetachedItem.of(machine()));
        ledger.deposit(10, "found", "gifts").await();
        ledger.withdraw(4, "spent", "food").await();
        assertThrows(IllegalArgumentException.class, () -> ledger.withdraw(7, "dreamt of", "travel").await());
        assertEquals(6, ledger.balance());
        assertEquals(2, ledger.lines().size());
    }
}
