package org.dxos.echo.engine.internal.past;

import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.StateCell;
import org.jspecify.annotations.Nullable;

/** What an item came to. */
record Reached(Status status, String reason, @Nullable StateCell cell) {}
