package org.dxos.echo;

/** When a write counts as done. */
public enum Acknowledgement {
    /** Ordered, applied and visible here; signed and written with the next group. A crash may lose it. */
    MEMORY,
    /** Signed, written and synced: survives power loss. */
    DISK
}
