package org.dxos.echo;

/** Whether the code that owns an item's state is here and well. In every status all mutations are kept. */
public enum Status {
    /** State machine present, state up to date. */
    LIVE,
    /** No state machine of its type here. */
    DORMANT,
    /** Its state machine threw or did not return; the state is that before. */
    FAULTED,
    /** A mutation is in a format that the installed state machine does not read; the state is that before. */
    OUTDATED
}
