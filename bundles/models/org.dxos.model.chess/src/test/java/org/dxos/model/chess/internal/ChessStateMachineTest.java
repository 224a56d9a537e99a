package org.dxos.model.chess.internal;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.Golden;
import org.dxos.echo.tck.StateMachineTck;
import org.dxos.model.chess.internal.game.ChessMutation;
import org.dxos.model.chess.internal.game.ChessState;

class ChessStateMachineTest extends StateMachineTck<ChessState, ChessMutation> {
    @Override
    protected StateMachine<ChessState, ChessMutation> machine() {
        return new ChessStateMachine();
    }

    @Override
    protected List<Golden> goldens() {
        return List.of(Golden.resource(getClass(), "game-1.golden"), Golden.resource(getClass(), "record-1.golden"));
    }

    @Override
    protected ChessMutation mutation(RandomGenerator random, ChessState state, EditContext context) {
        return RandomEdits.mutation(random, state, context);
    }
}
