package org.dxos.echo.feed;

/** What became of a part that a peer offered. */
public enum BlobArrival {
    /** It is what the blob wants there, and is kept. */
    STORED,
    /** It was the last one: the blob can be read. */
    COMPLETED,
    /** It is here already, and sound. */
    KNOWN,
    /** The part that says what it must be is not here yet. Nothing is kept. */
    EARLY,
    /** It is not what the blob has there. Nothing is kept; who sends such things is broken or hostile. */
    REFUSED
}
