@NullMarked
package org.dxos.halo.keystore.file.internal.osgi;

import org.jspecify.annotations.NullMarked;
