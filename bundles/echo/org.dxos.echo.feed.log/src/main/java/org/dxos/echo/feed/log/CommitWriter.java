package org.dxos.echo.feed.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.feed.ChainHasher;
import org.dxos.echo.feed.FeedHead;
import org.dxos.storage.StorageException;

/**
 * Puts blocks and their commit into one run of bytes and writes it with one call. Used in turns of {@link #frame}, then
 * {@link #write} or {@link #drop}. Confined to the thread that writes.
 */
final class CommitWriter {
    private static final int KEPT = 1 << 20;

    private final ChainHasher chain;
    private Hash before;
    private long length;
    private ByteBuffer buffer = allocate(1 << 12);

    CommitWriter(Hash chain, long length) {
        this.chain = new ChainHasher(chain, length);
        before = chain;
        this.length = length;
    }

    /** The bytes that blocks and their commit take. */
    static long size(List<Bytes> blocks) {
        long size = Format.COMMIT_SIZE;
        for (Bytes block : blocks) {
            size += block.size() + Format.BLOCK_OVERHEAD;
        }
        return size;
    }

    /** Prepares blocks, and returns the chain's value after them. */
    Hash frame(List<Bytes> blocks) {
        int size = Math.toIntExact(size(blocks));
        if (buffer.capacity() < size || buffer.capacity() > Math.max(KEPT, size)) {
            buffer = allocate(Math.max(size, 1 << 12));
        }
        byte[] array = buffer.array();
        int at = 0;
        long sequence = length;
        for (Bytes block : blocks) {
            int checked = block.size() + Integer.BYTES;
            buffer.putInt(at, block.size());
            block.copyTo(array, at + Integer.BYTES);
            buffer.putInt(at + checked, Format.checksum(array, at, checked, sequence++));
            at += block.size() + Format.BLOCK_OVERHEAD;
            chain.add(block);
        }
        return chain.value();
    }

    /** Gives up what was prepared. */
    void drop() {
        chain.reset(before, length);
    }

    /** Writes the blocks that were prepared, closed by their head. After a failure the file may have grown by a part. */
    void write(Segment segment, List<Bytes> blocks, FeedHead head, long synced) throws StorageException {
        int size = (int) size(blocks);
        Commit.of(head, synced).encode(buffer.array(), size - Format.COMMIT_SIZE);
        segment.file().append(buffer.clear().limit(size));
        buffer.clear();
        long offset = segment.end();
        for (Bytes block : blocks) {
            segment.index().block(length++, offset);
            offset += block.size() + Format.BLOCK_OVERHEAD;
        }
        before = head.chain();
        segment.index().commit(length, offset + Format.COMMIT_SIZE);
        segment.grow(offset + Format.COMMIT_SIZE);
    }

    long length() {
        return length;
    }

    Hash chain() {
        return before;
    }

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
