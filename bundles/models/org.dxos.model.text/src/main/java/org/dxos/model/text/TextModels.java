package org.dxos.model.text;

import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.dxos.model.text.internal.TextModel;
import org.dxos.model.text.internal.TextStateMachine;

/** The text state machine and model for use without the service registry. */
public final class TextModels {
    private TextModels() {}

    /** State machine {@code dxos.state/text}. */
    public static StateMachine<?, ?> stateMachine() {
        return new TextStateMachine();
    }

    /** Model {@code dxos.model/text}. */
    public static Model<?, ?, TextItem> model() {
        return new TextModel();
    }
}
