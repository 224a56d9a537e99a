/** Secret keys as plain files, one a key, that only their owner may read. */
@NullMarked
package org.dxos.halo.keystore.file;

import org.jspecify.annotations.NullMarked;
