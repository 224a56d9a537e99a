package org.dxos.shell.internal.osgi;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.dxos.shell.internal.cli.Shell;

/** What gogo calls, with the whole line, when a line begins with no command that it knows. */
final class UnknownCommand implements Function {
    /** The name that gogo looks for. */
    static final String FUNCTION = "default";

    private final Shell shell;

    UnknownCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        throw shell.unknown(arguments.isEmpty() ? "" : String.valueOf(arguments.get(0)));
    }
}
