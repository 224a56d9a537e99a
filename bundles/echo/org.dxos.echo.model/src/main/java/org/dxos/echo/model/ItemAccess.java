package org.dxos.echo.model;

import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An item as a facade sees it: bound to a party, where each write is a batch of its own; to an open batch, where writes are
 * collected; or to one view, where writing is refused with {@link IllegalStateException}. Any thread, except where bound to a
 * batch.
 */
@ProviderType
public interface ItemAccess<S, M> {
    ItemId id();

    /**
     * Computes something from the state. The reader must not keep or change the state. Facades bound to a party read the newest
     * state, those bound to a batch the state before the batch.
     *
     * @throws IllegalStateException when the item is not live: says what it waits for
     */
    <R> R read(Function<? super S, ? extends R> reader);

    /** Writes one mutation computed from the present state. */
    Receipt write(Edit<S, M> edit);

    /** Writes a mutation that does not depend on the state. Encoded on the calling thread. */
    Receipt write(M mutation);
}
