package org.dxos.model.chess;

import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.dxos.model.chess.internal.ChessModel;
import org.dxos.model.chess.internal.ChessStateMachine;

/** The chess state machine and model for use without the service registry. */
public final class ChessModels {
    private ChessModels() {}

    /** State machine {@code dxos.state/chess}. */
    public static StateMachine<?, ?> stateMachine() {
        return new ChessStateMachine();
    }

    /** Model {@code dxos.model/chess}. */
    public static Model<?, ?, ChessItem> model() {
        return new ChessModel();
    }
}
