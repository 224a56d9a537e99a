/** The content of blocks as bytes. */
@NullMarked
package org.dxos.echo.engine.internal.wire;

import org.jspecify.annotations.NullMarked;
