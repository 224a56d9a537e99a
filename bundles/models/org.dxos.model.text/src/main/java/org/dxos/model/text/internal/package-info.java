/** The state machine, the model, and what local edits become. */
@NullMarked
package org.dxos.model.text.internal;

import org.jspecify.annotations.NullMarked;
