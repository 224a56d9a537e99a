@NullMarked
package org.dxos.base.crypto;

import org.jspecify.annotations.NullMarked;
