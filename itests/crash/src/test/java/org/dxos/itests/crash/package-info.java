@NullMarked
package org.dxos.itests.crash;

import org.jspecify.annotations.NullMarked;
