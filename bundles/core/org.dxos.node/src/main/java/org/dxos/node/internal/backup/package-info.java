/** Backups of a node as one file: writing, reading, checking. */
@NullMarked
package org.dxos.node.internal.backup;

import org.jspecify.annotations.NullMarked;
