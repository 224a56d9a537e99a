@NullMarked
package org.dxos.storage.memory;

import org.jspecify.annotations.NullMarked;
