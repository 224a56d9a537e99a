/** Values, edits, the reducer, and the codecs of objects. All types are immutable unless they say otherwise. */
@NullMarked
package org.dxos.model.object.internal;

import org.jspecify.annotations.NullMarked;
