package org.dxos.shell.internal.cli;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** A group of commands: the annotated methods of one class. Immutable. */
public final class Scope {
    private final String name;
    private final Function<Call, Object> maker;
    private final Map<String, Method> commands;

    private Scope(String name, Function<Call, Object> maker, Map<String, Method> commands) {
        this.name = name;
        this.maker = maker;
        this.commands = commands;
    }

    /**
     * @param type whose methods are the commands
     * @param maker makes an object of that class, bound to one call
     */
    public static <T> Scope of(Class<T> type, Function<Call, T> maker) {
        Map<String, Method> commands = new TreeMap<>();
        for (Method method : type.getDeclaredMethods()) {
            Command command = method.getAnnotation(Command.class);
            if (command != null) {
                commands.put(command.name(), method);
            }
        }
        String name = type.getAnnotation(Command.class).name();
        return new Scope(name, maker::apply, Collections.unmodifiableMap(commands));
    }

    /** What stands before the colon. */
    public String name() {
        return name;
    }

    /** The method of each command, by what stands behind the colon, sorted. */
    Map<String, Method> commands() {
        return commands;
    }

    Object bind(Call call) {
        return maker.apply(call);
    }
}
