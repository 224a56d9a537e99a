@NullMarked
package org.dxos.base.key;

import org.jspecify.annotations.NullMarked;
