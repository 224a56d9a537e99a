package org.dxos.model.chess.internal.osgi;

import org.dxos.echo.model.DxosType;
import org.dxos.echo.model.Model;
import org.dxos.model.chess.internal.ChessModel;
import org.osgi.service.component.annotations.Component;

/** The model as a service. */
@Component(service = Model.class)
@DxosType(ChessModel.TYPE)
public final class ChessModelComponent extends ChessModel {}
