package org.dxos.storage.tck;

import java.nio.ByteBuffer;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;

/** The open handle of a file. */
final class FaultyFile implements AppendFile {
    private final FaultyStorage storage;
    private final FaultyDisk disk;
    private final FaultyFileNode node;
    private final String location;
    private boolean closed;

    FaultyFile(FaultyStorage storage, FaultyFileNode node, String location) {
        this.storage = storage;
        disk = storage.disk();
        this.node = node;
        this.location = location;
    }

    @Override
    public long size() {
        synchronized (disk) {
            return node.size();
        }
    }

    @Override
    public void append(ByteBuffer... buffers) throws StorageException {
        synchronized (disk) {
            check();
            boolean fails = disk.failsNext(Operation.APPEND, location);
            for (ByteBuffer buffer : buffers) {
                long free = disk.free();
                int count = buffer.remaining();
                int done = fails ? part(count) : (int) Math.min(free, count);
                node.append(buffer.slice(buffer.position(), done));
                buffer.position(buffer.position() + done);
                if (fails) {
                    throw disk.failure();
                }
                if (done < count) {
                    throw FaultyDisk.full(location);
                }
            }
            if (fails) {
                throw disk.failure();
            }
        }
    }

    @Override
    public int read(long position, ByteBuffer target) throws StorageException {
        if (position < 0) {
            throw new IllegalArgumentException("a position below zero: " + position);
        }
        synchronized (disk) {
            check();
            disk.call(Operation.READ, location);
            if (disk.isShortNow()) {
                int half = target.remaining() / 2;
                int count = node.read(position, target.slice(target.position(), half));
                target.position(target.position() + count);
                return count;
            }
            return node.read(position, target);
        }
    }

    @Override
    public void sync() throws StorageException {
        synchronized (disk) {
            check();
            if (disk.failsNext(Operation.SYNC, location)) {
                if (!disk.isPowerOff()) {
                    node.syncFailed();
                }
                throw disk.failure();
            }
            node.sync();
        }
    }

    @Override
    public void truncate(long size) throws StorageException {
        synchronized (disk) {
            check();
            if (size < 0 || size > node.size()) {
                throw new IllegalArgumentException("cannot cut " + node.size() + " bytes to " + size);
            }
            boolean fails = disk.failsNext(Operation.TRUNCATE, location);
            if (!fails || (disk.isFirstFailure() && disk.happens())) {
                node.truncate((int) size);
            }
            if (fails) {
                throw disk.failure();
            }
        }
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public void close() {
        synchronized (disk) {
            if (!closed && storage.isOpen()) {
                node.setOpen(false);
            }
            closed = true;
        }
    }

    private int part(int count) {
        if (!disk.isFirstFailure()) {
            return 0;
        }
        int wanted = disk.isPowerOff() ? count : disk.part(count);
        return (int) Math.min(disk.free(), wanted);
    }

    private void check() throws StorageException {
        storage.check(location);
        if (closed) {
            throw new StorageException(location + ": the file is closed");
        }
    }
}
