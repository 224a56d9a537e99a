@NullMarked
package org.dxos.base;

import org.jspecify.annotations.NullMarked;
