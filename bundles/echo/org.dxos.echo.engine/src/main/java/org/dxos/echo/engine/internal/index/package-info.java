/** Indexes on declared fields: kept off the party loop, exact whatever their lag. */
@NullMarked
package org.dxos.echo.engine.internal.index;

import org.jspecify.annotations.NullMarked;
