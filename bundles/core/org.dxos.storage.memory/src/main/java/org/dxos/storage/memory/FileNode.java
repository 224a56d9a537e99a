package org.dxos.storage.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.dxos.base.Bytes;

/** The content of a file, in pieces of one size. Guarded by its monitor. */
final class FileNode {
    private static final int PIECE = 1 << 16;

    private final ArrayList<byte[]> pieces = new ArrayList<>();
    private long size;
    private boolean open;

    static FileNode of(Bytes content) {
        FileNode node = new FileNode();
        node.append(content.asByteBuffer());
        return node;
    }

    /** Takes the one handle; false when it is taken. */
    synchronized boolean open() {
        boolean free = !open;
        open = true;
        return free;
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized void close() {
        open = false;
    }

    synchronized long size() {
        return size;
    }

    synchronized void append(ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            int offset = (int) (size % PIECE);
            if (offset == 0) {
                pieces.add(new byte[PIECE]);
            }
            int count = Math.min(buffer.remaining(), PIECE - offset);
            buffer.get(pieces.get(pieces.size() - 1), offset, count);
            size += count;
        }
    }

    synchronized int read(long position, ByteBuffer target) {
        int total = 0;
        long from = position;
        while (target.hasRemaining() && from < size) {
            int offset = (int) (from % PIECE);
            int count = (int) Math.min(Math.min(target.remaining(), PIECE - offset), size - from);
            target.put(pieces.get((int) (from / PIECE)), offset, count);
            from += count;
            total += count;
        }
        return total;
    }

    synchronized void truncate(long newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException("cannot cut " + size + " bytes to " + newSize);
        }
        int kept = (int) ((newSize + PIECE - 1) / PIECE);
        pieces.subList(kept, pieces.size()).clear();
        size = newSize;
    }

    synchronized Bytes content() {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size));
        read(0, buffer);
        return Bytes.wrap(buffer.array());
    }
}
