package org.dxos.model.object;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.Golden;
import org.dxos.echo.tck.StateMachineTck;

class ObjectStateMachineTest extends StateMachineTck<ObjectState, ObjectMutation> {
    @Override
    protected StateMachine<ObjectState, ObjectMutation> machine() {
        return ObjectModels.stateMachine();
    }

    @Override
    protected ObjectMutation mutation(RandomGenerator random, ObjectState state, EditContext context) {
        return RandomEdits.mutation(random, state, context);
    }

    @Override
    protected List<Golden> goldens() {
        return List.of(Golden.resource(ObjectFormatTest.class, "object-1.golden"));
    }
}
