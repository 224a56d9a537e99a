/** Whole nodes on one virtual clock, driven from one seed, compared in all that can be seen of them. */
@NullMarked
package org.dxos.itests.simulation;

import org.jspecify.annotations.NullMarked;
