package org.dxos.shell.internal.osgi;

import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.dxos.shell.internal.cli.Session;
import org.jspecify.annotations.Nullable;

/** The variables of a gogo session. */
record GogoSession(CommandSession session) implements Session {
    @Override
    public @Nullable String get(String variable) {
        Object value = session.get(variable);
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    @Override
    public void put(String variable, @Nullable String value) {
        session.put(variable, value);
    }

    @Override
    public Path folder() {
        return session.currentDir();
    }
}
