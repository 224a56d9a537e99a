/** The document: runs of content in their lists, found by identity and by position. */
@NullMarked
package org.dxos.model.text.internal.doc;

import org.jspecify.annotations.NullMarked;
