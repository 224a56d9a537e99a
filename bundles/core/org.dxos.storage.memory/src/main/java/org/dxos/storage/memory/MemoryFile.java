package org.dxos.storage.memory;

import java.nio.ByteBuffer;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;

/** The open handle of a file in memory. */
final class MemoryFile implements AppendFile {
    private final MemoryAccess access;
    private final FileNode node;
    private final String location;
    private volatile boolean closed;

    MemoryFile(MemoryAccess access, FileNode node, String location) {
        this.access = access;
        this.node = node;
        this.location = location;
    }

    @Override
    public long size() {
        return node.size();
    }

    @Override
    public void append(ByteBuffer... buffers) throws StorageException {
        check();
        for (ByteBuffer buffer : buffers) {
            node.append(buffer);
        }
    }

    @Override
    public int read(long position, ByteBuffer target) throws StorageException {
        if (position < 0) {
            throw new IllegalArgumentException("a position below zero: " + position);
        }
        check();
        return node.read(position, target);
    }

    @Override
    public void sync() throws StorageException {
        check();
    }

    @Override
    public void truncate(long size) throws StorageException {
        check();
        node.truncate(size);
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            node.close();
        }
    }

    private void check() throws StorageException {
        access.check(location);
        if (closed) {
            throw new StorageException(location + ": the file is closed");
        }
    }
}
