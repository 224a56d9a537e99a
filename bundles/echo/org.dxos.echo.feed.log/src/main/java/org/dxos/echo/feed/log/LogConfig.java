package org.dxos.echo.feed.log;

/**
 * Sizes of a log, in bytes.
 *
 * @param segmentSize at which a segment is closed; the last commit may go beyond
 * @param maxBlockSize the largest block
 * @param maxCommitSize of blocks under one signature of ours; more blocks in one write are signed in several commits
 * @param indexInterval between two positions in the index
 * @param checkpointInterval how much is synced between two writes of the index of the growing segment; bounds what is read
 *     on opening
 */
public record LogConfig(
        long segmentSize, int maxBlockSize, int maxCommitSize, int indexInterval, int checkpointInterval) {
    private static final int MIB = 1 << 20;

    public static final LogConfig DEFAULT = new LogConfig(64L * MIB, MIB, 16 * MIB, 4096, 8 * MIB);

    public LogConfig {
        check("segment size", segmentSize, Format.HEADER_SIZE, 1L << 40);
        check("block size", maxBlockSize, 1, Format.MAX_BLOCK_SIZE);
        check("commit size", maxCommitSize, 1, 1 << 28);
        check("index interval", indexInterval, 1, 1 << 30);
        check("checkpoint interval", checkpointInterval, 1, 1 << 30);
    }

    public LogConfig withSegmentSize(long size) {
        return new LogConfig(size, maxBlockSize, maxCommitSize, indexInterval, checkpointInterval);
    }

    public LogConfig withMaxBlockSize(int size) {
        return new LogConfig(segmentSize, size, maxCommitSize, indexInterval, checkpointInterval);
    }

    public LogConfig withMaxCommitSize(int size) {
        return new LogConfig(segmentSize, maxBlockSize, size, indexInterval, checkpointInterval);
    }

    public LogConfig withIndexInterval(int interval) {
        return new LogConfig(segmentSize, maxBlockSize, maxCommitSize, interval, checkpointInterval);
    }

    public LogConfig withCheckpointInterval(int interval) {
        return new LogConfig(segmentSize, maxBlockSize, maxCommitSize, indexInterval, interval);
    }

    private static void check(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("the " + what + ' ' + value + " is not from " + min + " to " + max);
        }
    }
}
