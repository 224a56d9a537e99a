/** Games as text in Portable Game Notation. */
@NullMarked
package org.dxos.model.chess.internal.pgn;

import org.jspecify.annotations.NullMarked;
