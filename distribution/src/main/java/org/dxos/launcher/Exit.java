package org.dxos.launcher;

/** Exit codes of {@code bin/dxos}, the same for every command. */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_FOUND = 3;
    static final int UNREACHABLE = 5;
    static final int CONFLICT = 6;

    private Exit() {}
}
