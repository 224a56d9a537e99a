package org.dxos.shell.internal.osgi;

import java.io.InputStream;
import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.dxos.shell.internal.output.Io;

/** Where a command of a gogo session reads and writes: the pipe it stands in, else the session's own streams. */
final class GogoIo {
    /** What gogo.jline names the size of its terminal. */
    private static final String COLUMNS = "COLUMNS";

    private GogoIo() {}

    static Io of(CommandSession session) {
        Process process = Process.Utils.current();
        boolean screen = session.get(".terminal") != null || session.get("#TERM") != null;
        boolean toScreen = screen && process != null && process.isTty(1);
        boolean interactive = toScreen && process.isTty(0);
        PrintStream out = process == null ? session.getConsole() : process.out();
        PrintStream err = process == null ? System.err : process.err();
        InputStream in = process == null ? session.getKeyboard() : process.in();
        boolean colour = toScreen && System.getenv("NO_COLOR") == null && session.get("NO_COLOR") == null;
        return new Io(out, err, in, interactive, colour, toScreen ? width(session) : 0);
    }

    private static int width(CommandSession session) {
        Object columns = session.get(COLUMNS);
        return columns instanceof Number number && number.intValue() > 20 ? number.intValue() : 0;
    }
}
