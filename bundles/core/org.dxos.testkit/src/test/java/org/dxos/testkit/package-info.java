@NullMarked
package org.dxos.testkit;

import org.jspecify.annotations.NullMarked;
