/** The state machines and models that are installed. */
@NullMarked
package org.dxos.echo.engine.internal.type;

import org.jspecify.annotations.NullMarked;
