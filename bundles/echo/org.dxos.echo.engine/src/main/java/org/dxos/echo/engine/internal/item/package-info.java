/** Items: their histories, states and checkpoints. */
@NullMarked
package org.dxos.echo.engine.internal.item;

import org.jspecify.annotations.NullMarked;
