package org.dxos.echo.engine.internal.party;

import java.time.Duration;

/**
 * Limits and times of parties.
 *
 * @param maxBlockBytes size of one block at most
 * @param commitDelay how long a write waits to be put on disk when nobody waits for it
 * @param foreignLimit how long one call of foreign code may take
 * @param maxUnwritten blocks in memory that are not on disk, at most; a writer beyond that waits
 * @param blocksPerTurn blocks taken from the feeds, and mutations applied, in one turn of the loop at most
 * @param snapshotBlocks after how many blocks a snapshot is written; one is written at closing, too
 */
public record PartyConfig(
        int maxBlockBytes,
        Duration commitDelay,
        Duration foreignLimit,
        int maxUnwritten,
        int blocksPerTurn,
        int snapshotBlocks) {
    public static final PartyConfig DEFAULT =
            new PartyConfig(1 << 20, Duration.ofMillis(50), Duration.ofSeconds(2), 1 << 16, 4096, 1 << 14);

    /** The same with other snapshots. */
    public PartyConfig withSnapshotBlocks(int blocks) {
        return new PartyConfig(maxBlockBytes, commitDelay, foreignLimit, maxUnwritten, blocksPerTurn, blocks);
    }
}
