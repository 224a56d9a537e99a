package org.dxos.model.object;

import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;

/** The object state machine and model, for programs and tests without a service registry. */
public final class ObjectModels {
    private ObjectModels() {}

    public static StateMachine<ObjectState, ObjectMutation> stateMachine() {
        return new ObjectStateMachine();
    }

    public static Model<ObjectState, ObjectMutation, ObjectItem> model() {
        return new ObjectModel();
    }
}
