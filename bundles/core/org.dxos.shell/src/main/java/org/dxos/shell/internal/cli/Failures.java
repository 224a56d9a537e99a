package org.dxos.shell.internal.cli;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.dxos.echo.EchoException;
import org.dxos.echo.QuerySyntaxException;
import org.dxos.node.CommandException;

/** Turns whatever a command throws into words and an exit code. */
public final class Failures {
    private Failures() {}

    public static CommandException of(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof CompletionException || failure instanceof ExecutionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        if (failure instanceof CommandException known) {
            return known;
        }
        CommandException told = new CommandException(code(failure), words(failure));
        told.initCause(failure);
        return told;
    }

    public static CommandException usage(String message) {
        return new CommandException(CommandException.USAGE, message);
    }

    public static CommandException notFound(String message) {
        return new CommandException(CommandException.NOT_FOUND, message);
    }

    public static CommandException failed(String message) {
        return new CommandException(CommandException.FAILED, message);
    }

    private static int code(Throwable failure) {
        if (failure instanceof EchoException echo) {
            return switch (echo.code()) {
                case NOT_FOUND -> CommandException.NOT_FOUND;
                case INVALID -> CommandException.USAGE;
                case DENIED -> CommandException.DENIED;
                case CONFLICT -> CommandException.CONFLICT;
                case UNAVAILABLE, NOT_LIVE, STORAGE, DAMAGED, LIMIT -> CommandException.FAILED;
            };
        }
        return failure instanceof IllegalArgumentException || failure instanceof IndexOutOfBoundsException
                ? CommandException.USAGE
                : CommandException.FAILED;
    }

    private static String words(Throwable failure) {
        if (failure instanceof QuerySyntaxException syntax) {
            return "this query cannot be read, " + syntax.getMessage() + "\n" + syntax.pointer();
        }
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        boolean expected = failure instanceof EchoException
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof IndexOutOfBoundsException;
        return expected ? message : failure.getClass().getSimpleName() + ": " + message;
    }
}
