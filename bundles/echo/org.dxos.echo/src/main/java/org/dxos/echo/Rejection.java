package org.dxos.echo;

import org.dxos.base.key.FeedKey;

/** A block, or one mutation of it, that has no effect, and why. Every peer comes to the same verdict. */
public record Rejection(FeedKey feed, long sequence, Reason reason, String detail) {
    public enum Reason {
        /** The block cannot be decoded. */
        MALFORMED,
        /** Its height is not one more than the greatest it depends on. */
        WRONG_HEIGHT,
        /** Its writer may not write. */
        NOT_AUTHORISED,
        /** A credential in it is not valid. */
        INVALID_CREDENTIAL,
        /** A mutation of an item that its writer had not seen made. */
        UNKNOWN_ITEM,
        /** A mutation that its state machine cannot decode. */
        UNDECODABLE_MUTATION
    }
}
