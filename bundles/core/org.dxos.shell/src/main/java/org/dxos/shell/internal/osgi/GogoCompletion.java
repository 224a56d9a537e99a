package org.dxos.shell.internal.osgi;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.dxos.shell.internal.cli.Completion;
import org.dxos.shell.internal.cli.Shell;

/** What the shell's completer asks: the command, the index of the word being written, and all words of the line. */
final class GogoCompletion implements Function {
    /** Hidden from completion itself by its underscore. */
    static final String FUNCTION = "_candidates";

    private final Shell shell;

    GogoCompletion(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        String command = String.valueOf(arguments.get(0));
        int index = ((Number) arguments.get(1)).intValue();
        List<String> words = GogoCommand.words((List<?>) arguments.get(2));
        List<String> before = words.subList(1, Math.max(1, Math.min(index, words.size())));
        String word = index < words.size() ? words.get(index) : "";
        return new Completion(shell, new GogoSession(session)).candidates(command, before, word);
    }
}
