package org.dxos.echo.model;

import org.dxos.base.MalformedException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A deterministic reducer that owns the state of items of one type. Rules M1 to M10 are in the package description.
 *
 * @param <S> the state
 * @param <M> a mutation: immutable
 */
@ConsumerType
public interface StateMachine<S, M> {
    /** Type, order and formats. Always the same. */
    Descriptor descriptor();

    /** The state of an item before its first mutation. */
    S initial(Genesis genesis);

    /**
     * The state after a mutation. Mutable states are changed in place and returned. Never throws for a decodable mutation
     * (M2).
     */
    S apply(S state, MutationMeta meta, M mutation);

    /** Encodes in the lowest format that can express the mutation, so that older peers can read it. */
    Encoded encodeMutation(M mutation);

    /**
     * Decodes a mutation.
     *
     * @throws MalformedException when the bytes are not a mutation of that format (M5)
     */
    M decodeMutation(Encoded mutation) throws MalformedException;

    /** Encodes a whole state. Equal states give equal bytes. */
    Encoded encodeState(S state);

    /**
     * Decodes a state. The genesis is that of the item the state belongs to.
     *
     * @throws MalformedException when the bytes are not a state of that format (M5)
     */
    S decodeState(Genesis genesis, Encoded state) throws MalformedException;

    /** An independent copy of a mutable state; an immutable state itself (M3). */
    default S fork(S state) {
        return state;
    }
}
