@NullMarked
package org.dxos.echo.engine.internal.item;

import org.jspecify.annotations.NullMarked;
