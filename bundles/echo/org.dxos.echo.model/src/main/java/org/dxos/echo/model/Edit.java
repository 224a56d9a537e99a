package org.dxos.echo.model;

import org.jspecify.annotations.Nullable;

/**
 * A change computed from the present state. Called once, with the party's loop held, so that nothing comes between what it
 * reads and what it writes; it must be quick, must not change the state, and must not call the party.
 */
@FunctionalInterface
public interface Edit<S, M> {
    /**
     * The mutation to write, or null when there is nothing to change.
     *
     * @throws RuntimeException to refuse the edit; the whole batch is then not written, and its writer sees the exception
     */
    @Nullable
    M mutation(S state, EditContext context);
}
