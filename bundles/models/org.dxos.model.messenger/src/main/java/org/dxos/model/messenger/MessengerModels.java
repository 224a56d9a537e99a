package org.dxos.model.messenger;

import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.dxos.model.messenger.internal.MessengerModel;
import org.dxos.model.messenger.internal.MessengerStateMachine;

/** The messenger state machine and model for use without the service registry. */
public final class MessengerModels {
    private MessengerModels() {}

    /** State machine {@code dxos.state/messenger}. */
    public static StateMachine<?, ?> stateMachine() {
        return new MessengerStateMachine();
    }

    /** Model {@code dxos.model/messenger}. */
    public static Model<?, ?, MessengerItem> model() {
        return new MessengerModel();
    }
}
