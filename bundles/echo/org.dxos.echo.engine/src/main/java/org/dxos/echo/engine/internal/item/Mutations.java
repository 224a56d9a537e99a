package org.dxos.echo.engine.internal.item;

import org.dxos.echo.model.Encoded;

/** Where the mutations of items are read again, and who wrote them. Called within the party loop. */
public interface Mutations {
    /** The mutation at a place. */
    Pending fetch(long place);

    /** Who wrote the mutation at a place, and when. */
    Meta meta(ItemCell cell, long place, long height, long claimedMillis);

    /** Told of a mutation that its state machine cannot decode, which therefore has no effect. */
    void undecodable(ItemCell cell, long place, String detail);

    /** Asks for {@link States#catchUp} of an item in this turn. */
    void again(ItemCell cell);

    /** A mutation that is not decoded yet. */
    record Pending(Encoded mutation, long claimedMillis) {}
}
