package org.dxos.node.internal.osgi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.dxos.node.CommandException;
import org.jspecify.annotations.Nullable;

/** One session of the command shell with no terminal. Confined to one thread, but for {@link #interrupt}. */
final class Shell implements AutoCloseable {
    private final CommandSession session;
    private final PrintStream out;
    private final PrintStream err;

    Shell(CommandProcessor processor, OutputStream out, OutputStream err) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.session = processor.createSession(InputStream.nullInputStream(), this.out, this.err);
        session.put("SCOPE", "shell:gogo:*");
    }

    /** Lets file names be meant from a folder. */
    void standIn(Path folder) {
        session.currentDir(folder);
    }

    @Nullable
    Object get(String variable) {
        return session.get(variable);
    }

    void put(String variable, @Nullable Object value) {
        session.put(variable, value);
    }

    /** Runs one line and prints its result; an error is printed behind {@code where}. Returns the exit code. */
    int run(String line, String where) throws IOException {
        try {
            Object result = session.execute(line);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return 0;
        } catch (CommandException e) {
            err.println(where + e.getMessage());
            return e.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        } catch (Exception e) {
            err.println(where + words(e));
            return e.getClass().getSimpleName().equals("CommandNotFoundException")
                    ? CommandException.USAGE
                    : CommandException.FAILED;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    /** Interrupts the command that runs, if one does. Any thread. */
    void interrupt() {
        Job job = session.foregroundJob();
        if (job != null) {
            job.interrupt();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
