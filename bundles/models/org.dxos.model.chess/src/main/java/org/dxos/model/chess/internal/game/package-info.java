/** A game between members: seats, turns, clocks, offers, how it ends; its mutations, its state, and their bytes. */
@NullMarked
package org.dxos.model.chess.internal.game;

import org.jspecify.annotations.NullMarked;
