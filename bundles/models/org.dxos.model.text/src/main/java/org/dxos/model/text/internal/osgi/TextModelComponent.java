package org.dxos.model.text.internal.osgi;

import org.dxos.echo.model.DxosType;
import org.dxos.echo.model.Model;
import org.dxos.model.text.internal.TextModel;
import org.osgi.service.component.annotations.Component;

/** The model as a service. */
@Component(service = Model.class)
@DxosType(TextModel.TYPE)
public final class TextModelComponent extends TextModel {}
