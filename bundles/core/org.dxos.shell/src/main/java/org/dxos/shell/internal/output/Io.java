package org.dxos.shell.internal.output;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param out data
 * @param err talk: messages, questions, progress
 * @param in answers
 * @param interactive whether a person sits before it: only then may it ask, and draw progress over itself
 * @param colour whether colours may be used
 * @param width of the screen in characters; 0 where there is no screen
 */
public record Io(PrintStream out, PrintStream err, InputStream in, boolean interactive, boolean colour, int width) {}
