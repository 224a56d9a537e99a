/** Immutable views of a party, and the persistent maps they are made of. */
@NullMarked
package org.dxos.echo.engine.internal.view;

import org.jspecify.annotations.NullMarked;
