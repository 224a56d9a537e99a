@NullMarked
package org.dxos.echo.engine.internal.wire;

import org.jspecify.annotations.NullMarked;
