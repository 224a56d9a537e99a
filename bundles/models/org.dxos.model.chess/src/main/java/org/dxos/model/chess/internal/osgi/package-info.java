/** The services of this bundle. */
@NullMarked
package org.dxos.model.chess.internal.osgi;

import org.jspecify.annotations.NullMarked;
