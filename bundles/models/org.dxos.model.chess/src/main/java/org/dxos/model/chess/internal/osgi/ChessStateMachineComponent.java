package org.dxos.model.chess.internal.osgi;

import org.dxos.echo.model.DxosType;
import org.dxos.echo.model.StateMachine;
import org.dxos.model.chess.internal.ChessStateMachine;
import org.osgi.service.component.annotations.Component;

/** The state machine as a service. */
@Component(service = StateMachine.class)
@DxosType(ChessStateMachine.TYPE)
public final class ChessStateMachineComponent extends ChessStateMachine {}
