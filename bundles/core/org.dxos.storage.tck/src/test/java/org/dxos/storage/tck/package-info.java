@NullMarked
package org.dxos.storage.tck;

import org.jspecify.annotations.NullMarked;
