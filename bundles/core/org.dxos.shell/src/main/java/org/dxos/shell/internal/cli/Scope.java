package org.dxos.shell.internal.cli;

import java.util.function.Function;

/**
 * A group of commands.
 *
 * @param name what stands before the colon
 * @param commands makes the object whose annotated methods are the commands, bound to one call
 */
public record Scope(String name, Function<Call, Object> commands) {}
