package org.dxos.model.messenger.internal;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.Golden;
import org.dxos.echo.tck.StateMachineTck;

class MessengerStateMachineTest extends StateMachineTck<Conversation, Mutation> {
    @Override
    protected StateMachine<Conversation, Mutation> machine() {
        return new MessengerStateMachine();
    }

    @Override
    protected Mutation mutation(RandomGenerator random, Conversation state, EditContext context) {
        return RandomMutations.next(random, state);
    }

    @Override
    protected List<Golden> goldens() {
        return List.of(Golden.resource(getClass(), "messenger-1.golden"));
    }
}
