/** The state machine, the model, and its facade and words. */
@NullMarked
package org.dxos.model.chess.internal;

import org.jspecify.annotations.NullMarked;
