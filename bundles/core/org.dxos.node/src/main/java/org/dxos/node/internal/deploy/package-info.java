/** Judging files of the deploy folder before any framework sees them. */
@NullMarked
package org.dxos.node.internal.deploy;

import org.jspecify.annotations.NullMarked;
