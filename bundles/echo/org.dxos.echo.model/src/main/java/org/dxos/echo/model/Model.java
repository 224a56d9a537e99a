package org.dxos.echo.model;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The typed API over items of one state machine. Several models may sit on one state machine. Holds no state.
 *
 * @param <S> the state machine's state
 * @param <M> its mutation
 * @param <T> the facade that applications use
 */
@ConsumerType
public interface Model<S, M, T> {
    /** Such as {@code dxos.model/text}. Always the same, and equal to the service property {@code dxos.type}. */
    String type();

    /** The type of the state machine this model works on. */
    String stateMachine();

    /** The class of {@code T}. */
    Class<T> facadeType();

    /** Wraps an item. */
    T facade(ItemAccess<S, M> item);

    /** How the shell, scripts and devtools read and write items of this model. */
    default Optional<TextForm<S, M>> textForm() {
        return Optional.empty();
    }

    /** How edits of items of this model are taken back. */
    default Optional<Undo<S, M>> undo() {
        return Optional.empty();
    }

    /** How items of this model are read from files and written to them. */
    default Optional<DocumentForm<S>> documentForm() {
        return Optional.empty();
    }

    /**
     * A field of the state by name or dotted path, for queries: null when there is none, else a {@code Boolean}, {@code Long},
     * {@code Double}, {@code String}, {@link org.dxos.base.Bytes}, {@link java.time.Instant}, or an unmodifiable {@code List} or
     * {@code Map} of these.
     */
    default @Nullable Object field(S state, String path) {
        return null;
    }

    /** The names of the top-level fields of a state. */
    default Set<String> fields(S state) {
        return Set.of();
    }

    /** Fields that queries on items of this model look for often. Always the same. */
    default Set<Index> indexes() {
        return Set.of();
    }
}
