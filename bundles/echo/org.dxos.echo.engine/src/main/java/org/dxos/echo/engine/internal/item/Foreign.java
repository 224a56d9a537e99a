package org.dxos.echo.engine.internal.item;

import java.util.function.Supplier;

/** Calls foreign code under guard; see {@link org.dxos.base.loop.CombiningLoop#foreign}. */
public interface Foreign {
    <T> T call(Supplier<T> call, Runnable hung);
}
