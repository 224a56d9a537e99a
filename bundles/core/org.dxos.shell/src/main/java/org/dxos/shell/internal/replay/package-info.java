/** Replays recorded editing sessions into a text. */
@NullMarked
package org.dxos.shell.internal.replay;

import org.jspecify.annotations.NullMarked;
