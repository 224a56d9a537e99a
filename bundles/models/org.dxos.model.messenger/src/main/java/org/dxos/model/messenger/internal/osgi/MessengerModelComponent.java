package org.dxos.model.messenger.internal.osgi;

import org.dxos.echo.model.DxosType;
import org.dxos.echo.model.Model;
import org.dxos.model.messenger.internal.MessengerModel;
import org.osgi.service.component.annotations.Component;

/** The model as a service. */
@Component(service = Model.class)
@DxosType(MessengerModel.TYPE)
public final class MessengerModelComponent extends MessengerModel {}
