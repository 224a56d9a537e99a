package org.dxos.shell.internal.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The variables of the shell session that a command is typed in. */
public interface Session {
    /** Holds the id of the party that commands work on. */
    String PARTY = "PARTY";

    /** Has no variables and keeps none. */
    Session NONE = new Session() {
        @Override
        public @Nullable String get(String variable) {
            return null;
        }

        @Override
        public void put(String variable, @Nullable String value) {}
    };

    @Nullable
    String get(String variable);

    /** The folder that files are named from. */
    default Path folder() {
        return Path.of("");
    }

    /** Sets a variable, or removes it. */
    void put(String variable, @Nullable String value);
}
