package org.dxos.echo;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** An item or link as it is in one view. Immutable. Any thread. */
@ProviderType
public interface Item {
    ItemId id();

    /** The application's name for this kind of item; may be empty. */
    String type();

    /** The model it was made with, such as {@code dxos.model/text}. */
    String model();

    /** The state machine that owns its state. */
    String stateMachine();

    /** Who made it, where and when. */
    Genesis genesis();

    Optional<ItemId> parent();

    /** Deleted itself. */
    boolean isDeleted();

    /** Not deleted, and none of its ancestors is. */
    boolean isVisible();

    /** Where it leads, if it is a link. */
    Optional<Ends> ends();

    Status status();

    /** Why it is not live: which type or format it waits for, or what its state machine threw. Empty when it is live. */
    String statusReason();

    /** Mutations of this item up to this view, applied or not. */
    long mutations();

    /**
     * A read-only typed facade.
     *
     * @throws EchoException NOT_LIVE when it has no state, or no model with that facade is installed
     */
    <T> T as(Class<T> facade);

    /** A field of its state by name or dotted path; null when there is none. See {@link org.dxos.echo.model.Model#field}. */
    @Nullable
    Object field(String path);

    /** The names of its top-level fields. */
    Set<String> fields();

    /** Its state for people to read, or empty when it is not live or its model has no text form. */
    String render();

    /** Its state as nested maps, lists and scalars, or null. See {@link org.dxos.echo.model.TextForm#tree}. */
    @Nullable
    Object tree();

    /**
     * What could be the next word of an edit in words; nothing when it is not live or its model does not tell. See
     * {@link org.dxos.echo.model.TextForm#candidates}.
     */
    default List<String> candidates(List<String> before) {
        return List.of();
    }

    /**
     * It as a file in the format of its model, or empty when it has no state or its model no such format. See
     * {@link org.dxos.echo.model.DocumentForm}.
     */
    default Optional<Bytes> document() {
        return Optional.empty();
    }

    /** A hash of its state, equal on every peer with the same mutations and code; empty when there is no state. */
    Optional<org.dxos.base.Hash> stateHash();

    /** Where a link leads from and to. An end that is not in the view is dangling. */
    record Ends(ItemId source, ItemId target) {}
}
