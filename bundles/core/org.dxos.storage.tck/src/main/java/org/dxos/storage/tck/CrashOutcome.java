package org.dxos.storage.tck;

import java.util.List;

/**
 * What a loss of power leaves of what was not synced.
 *
 * @param kind which part of it is kept
 * @param sector size of the pieces that are written whole, in bytes
 * @param seed which pieces are kept, for the kinds that choose
 */
public record CrashOutcome(Kind kind, int sector, long seed) {
    public static final CrashOutcome LOSE_ALL = new CrashOutcome(Kind.LOSE_ALL, 512, 0);
    public static final CrashOutcome KEEP_ALL = new CrashOutcome(Kind.KEEP_ALL, 512, 0);

    /** Which part is kept. */
    public enum Kind {
        LOSE_ALL,
        KEEP_ALL,
        /** In every file the first sectors, and in every folder the first names; how many is chosen for each. */
        TORN,
        /** Of sectors and names each for itself; sectors that are lost before ones that are kept read as zeros. */
        REORDERED
    }

    /** Every kind, with sectors of 512 bytes and 4 KiB. */
    public static List<CrashOutcome> all(long seed) {
        return List.of(
                LOSE_ALL,
                KEEP_ALL,
                new CrashOutcome(Kind.TORN, 512, seed),
                new CrashOutcome(Kind.TORN, 4096, seed + 1),
                new CrashOutcome(Kind.REORDERED, 512, seed + 2),
                new CrashOutcome(Kind.REORDERED, 4096, seed + 3));
    }
}
