/** Command lines from outside and from scripts. */
@NullMarked
package org.dxos.node.internal.command;

import org.jspecify.annotations.NullMarked;
