/** State machine, model, text form and codecs of conversations. */
@NullMarked
package org.dxos.model.messenger.internal;

import org.jspecify.annotations.NullMarked;
