package org.dxos.echo.engine.internal.view;

import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Birth;
import org.dxos.echo.engine.internal.item.StateCell;
import org.jspecify.annotations.Nullable;

/** What a view holds of one item. */
record Slot(
        Birth birth,
        int parent,
        boolean deleted,
        Status status,
        String reason,
        int mutations,
        @Nullable StateCell state) {}
