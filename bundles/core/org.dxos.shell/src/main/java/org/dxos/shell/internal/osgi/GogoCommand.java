package org.dxos.shell.internal.osgi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.dxos.shell.internal.cli.Shell;
import org.jspecify.annotations.Nullable;

/** One command as gogo calls it. Any thread. */
final class GogoCommand implements Function {
    private final Shell shell;
    private final String scope;
    private final String command;

    GogoCommand(Shell shell, String name) {
        this.shell = shell;
        this.scope = name.substring(0, name.indexOf(':'));
        this.command = name.substring(name.indexOf(':') + 1);
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments) {
        return shell.run(scope, command, words(arguments), GogoIo.of(session), new GogoSession(session));
    }

    /** Values of any kind as words; lists one word for each element. */
    static List<String> words(Collection<?> arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Collection<?> list) {
                words.addAll(words(list));
            } else {
                words.add(String.valueOf(argument));
            }
        }
        return words;
    }
}
