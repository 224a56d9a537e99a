package org.dxos.model.text.internal.osgi;

import org.dxos.echo.model.DxosType;
import org.dxos.echo.model.StateMachine;
import org.dxos.model.text.internal.TextStateMachine;
import org.osgi.service.component.annotations.Component;

/** The state machine as a service. */
@Component(service = StateMachine.class)
@DxosType(TextStateMachine.TYPE)
public final class TextStateMachineComponent extends TextStateMachine {}
