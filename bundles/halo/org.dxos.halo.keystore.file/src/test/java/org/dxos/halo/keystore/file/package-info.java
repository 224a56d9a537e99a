@NullMarked
package org.dxos.halo.keystore.file;

import org.jspecify.annotations.NullMarked;
