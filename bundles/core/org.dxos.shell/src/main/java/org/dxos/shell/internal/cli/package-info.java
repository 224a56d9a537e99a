/** How a command line becomes a call: options, names, errors, completion. Knows no framework; gogo comes in elsewhere. */
@NullMarked
package org.dxos.shell.internal.cli;

import org.jspecify.annotations.NullMarked;
