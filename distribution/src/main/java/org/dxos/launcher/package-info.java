/** Starts a node, runs scripts on one, and talks to a running one. Plain Java; needs the framework only for starting. */
@NullMarked
package org.dxos.launcher;

import org.jspecify.annotations.NullMarked;
