/**
 * The Yjs update format: what an update says, without the document it is for. Version 1 is read and written, version 2 is
 * read. The format is that of yjs 13 and of the encodings of lib0.
 */
@NullMarked
package org.dxos.model.text.internal.yjs;

import org.jspecify.annotations.NullMarked;
