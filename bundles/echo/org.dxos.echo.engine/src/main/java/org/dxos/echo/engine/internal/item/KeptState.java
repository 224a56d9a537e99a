package org.dxos.echo.engine.internal.item;

import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Order;

/**
 * A state as bytes, in memory or where they are read when they are wanted. Immutable. Any thread.
 *
 * @param source where the bytes are
 * @param format the format they are in
 * @param applied how many mutations at the start of the history are in it
 * @param order the order of the state machine that encoded it
 */
public record KeptState(Source source, int format, int applied, Order order) {
    /** Where the bytes are. */
    public interface Source {
        org.dxos.base.Bytes read();

        /** Whether the bytes take no memory here. */
        default boolean isStored() {
            return false;
        }
    }

    /** A state whose bytes are in memory. */
    static KeptState of(Encoded encoded, int applied, Order order) {
        return new KeptState(encoded::bytes, encoded.format(), applied, order);
    }

    public Encoded encoded() {
        return new Encoded(format, source.read());
    }
}
