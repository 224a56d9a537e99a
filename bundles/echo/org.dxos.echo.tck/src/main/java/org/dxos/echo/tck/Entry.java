package org.dxos.echo.tck;

import org.dxos.echo.model.Encoded;

/** A mutation as it stands in a feed. */
public record Entry(DetachedMeta meta, Encoded mutation) {}
