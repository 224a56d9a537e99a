/** The commands, one class for each scope. Each method is a command; what it returns is printed. */
@NullMarked
package org.dxos.shell.internal.command;

import org.jspecify.annotations.NullMarked;
