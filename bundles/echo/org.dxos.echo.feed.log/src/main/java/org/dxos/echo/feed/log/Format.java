package org.dxos.echo.feed.log;

import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Sizes and checksums of format 1. */
final class Format {
    static final int VERSION = 1;
    static final int HEADER_SIZE = 124;
    static final int COMMIT_SIZE = 120;
    /** What a block takes besides its payload: size and checksum. */
    static final int BLOCK_OVERHEAD = 8;

    static final int MAX_BLOCK_SIZE = 1 << 26;
    static final int MAX_COMMIT_SIZE = 1 << 29;
    /** Where a block has its size, a commit has this. */
    static final int COMMIT_MARK = 0xc0_44_58_0a;

    static final String SEGMENT_SUFFIX = ".segment";
    static final String INDEX_SUFFIX = ".index";
    /** A segment that is being made and will be given its name when it is whole. */
    static final String FRESH_SUFFIX = ".fresh";

    private Format() {}

    static String name(long firstSequence, String suffix) {
        return HexFormat.of().toHexDigits(firstSequence) + suffix;
    }

    static int checksum(byte[] array, int offset, int size) {
        CRC32C crc = new CRC32C();
        crc.update(array, offset, size);
        return (int) crc.getValue();
    }

    /** A checksum that is wrong for any other sequence number. */
    static int checksum(byte[] array, int offset, int size, long sequence) {
        return checksum(array, offset, size) ^ (int) ((sequence + 1) * 0x9e3779b97f4a7c15L >>> 32);
    }
}
