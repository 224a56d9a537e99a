@NullMarked
package org.dxos.base.loop;

import org.jspecify.annotations.NullMarked;
