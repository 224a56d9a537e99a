/** The rules of the board: positions, legal moves, and their notations FEN, SAN and UCI. Knows nothing of players and clocks. */
@NullMarked
package org.dxos.model.chess.internal.board;

import org.jspecify.annotations.NullMarked;
