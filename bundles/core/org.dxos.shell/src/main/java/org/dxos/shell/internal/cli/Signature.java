package org.dxos.shell.internal.cli;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a completer must know of a command beforehand. Read from annotations alone, as reading all commands the long way would
 * delay the first prompt.
 *
 * @param name {@code scope:command}
 * @param description one line
 */
public record Signature(String name, String description, List<Flag> flags) {
    /** An option by its names. */
    public record Flag(List<String> names, String description) {}

    static Signature of(String name, Method method) {
        List<Flag> flags = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            Option option = parameter.getAnnotation(Option.class);
            if (option != null) {
                flags.add(flag(option));
            } else if (parameter.isAnnotationPresent(Mixin.class)) {
                addFields(parameter.getType(), flags);
            }
        }
        addFields(OutputOptions.class, flags);
        return new Signature(name, method.getAnnotation(Command.class).description()[0], flags);
    }

    private static void addFields(Class<?> type, List<Flag> flags) {
        for (Field field : type.getDeclaredFields()) {
            Option option = field.getAnnotation(Option.class);
            if (option != null) {
                flags.add(flag(option));
            }
        }
    }

    private static Flag flag(Option option) {
        String description = option.description()[0].replaceAll(":? ?\\$\\{[^}]*}[.]?| Default$", "");
        return new Flag(List.of(option.names()), description);
    }
}
