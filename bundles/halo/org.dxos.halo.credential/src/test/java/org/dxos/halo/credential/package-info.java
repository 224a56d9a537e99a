@NullMarked
package org.dxos.halo.credential;

import org.jspecify.annotations.NullMarked;
