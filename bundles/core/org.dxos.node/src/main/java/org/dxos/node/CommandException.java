package org.dxos.node;

/** A shell command that could not do what was asked. The message is for people; the code is what a script gets. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int NOT_FOUND = 3;
    public static final int DENIED = 4;
    public static final int TIMEOUT = 5;
    public static final int CONFLICT = 6;

    private final int exitCode;

    /**
     * @param exitCode one of the constants of this class
     * @param message what is wrong and with what, for people
     */
    public CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The message alone: interactive shells print failures by this. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }

    public int exitCode() {
        return exitCode;
    }
}
