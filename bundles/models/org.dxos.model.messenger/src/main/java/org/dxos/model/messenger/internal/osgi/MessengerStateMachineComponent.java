package org.dxos.model.messenger.internal.osgi;

import org.dxos.echo.model.DxosType;
import org.dxos.echo.model.StateMachine;
import org.dxos.model.messenger.internal.MessengerStateMachine;
import org.osgi.service.component.annotations.Component;

/** The state machine as a service. */
@Component(service = StateMachine.class)
@DxosType(MessengerStateMachine.TYPE)
public final class MessengerStateMachineComponent extends MessengerStateMachine {}
