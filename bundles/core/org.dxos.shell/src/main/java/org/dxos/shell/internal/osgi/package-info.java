/** The commands as gogo functions. */
@NullMarked
package org.dxos.shell.internal.osgi;

import org.jspecify.annotations.NullMarked;
