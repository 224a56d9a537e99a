package org.dxos.node.internal.backup;

/** The kinds of parts in a backup; {@code docs/formats.md} has the layout. */
final class Part {
    static final String MAGIC = "DXOSBACKUP";
    static final char VERSION = '1';
    static final int MAX_SIZE = 4 << 20;
    /** Bytes of a party's archive in one part. */
    static final int CHUNK = 1 << 20;

    static final int NODE = 1;
    static final int KEYS = 2;
    static final int SETTINGS = 3;
    static final int PARTY = 4;
    static final int ARCHIVE = 5;
    static final int PARTY_END = 6;
    static final int END = 7;

    private Part() {}
}
