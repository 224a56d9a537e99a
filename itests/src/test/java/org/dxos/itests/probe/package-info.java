/** A bundle that the tests drop into a running node, to write, watch and count from inside. Its commands have the scope probe. */
@NullMarked
package org.dxos.itests.probe;

import org.jspecify.annotations.NullMarked;
