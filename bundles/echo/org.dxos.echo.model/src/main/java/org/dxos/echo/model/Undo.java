package org.dxos.echo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How edits of a model's items are taken back. What is written is a mutation like any other; what others have written meanwhile
 * stays.
 *
 * @param <S> the state
 * @param <M> a mutation
 */
@ConsumerType
public interface Undo<S, M> {
    /**
     * The mutation that takes own mutations back, or null when nothing is left of them. Called as an {@link Edit} is.
     *
     * @param before the state before the first of them; belongs to the call
     * @param undone own mutations, in the order in which they were written; mutations of others may stand between them
     * @param present the present state; must not be changed
     * @throws RuntimeException to refuse; the batch is then not written, and its writer sees the exception
     */
    @Nullable
    M mutation(S before, List<Written<M>> undone, S present, EditContext context);

    /** A mutation and where it stands. */
    record Written<M>(MutationMeta meta, M mutation) {}
}
