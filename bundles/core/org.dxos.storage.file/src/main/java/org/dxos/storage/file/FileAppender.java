package org.dxos.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;

/**
 * A file open for appending.
 *
 * <p>The platform closes a channel when a thread that uses it is interrupted. Nothing is wrong with the file then, so the
 * channel is opened again, the operation repeated, and the interrupt handed on to the caller.
 */
final class FileAppender implements AppendFile {
    private final OpenFiles open;
    private final Path path;
    private volatile FileChannel channel;
    private volatile long size;
    private volatile boolean closed;

    FileAppender(OpenFiles open, Path path) throws StorageException {
        this.open = open;
        this.path = path;
        try {
            channel = Disk.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            size = channel.size();
        } catch (IOException e) {
            throw Disk.failed(path, "cannot be opened for appending", e);
        }
    }

    /** One operation on the present channel. */
    private interface Operation<T> {
        T on(FileChannel channel) throws IOException;
    }

    Path path() {
        return path;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void append(ByteBuffer... buffers) throws StorageException {
        long start = size;
        int[] positions = new int[buffers.length];
        for (int i = 0; i < buffers.length; i++) {
            positions[i] = buffers[i].position();
        }
        try {
            size = perform("written", on -> {
                for (int i = 0; i < buffers.length; i++) {
                    buffers[i].position(positions[i]);
                }
                on.position(start);
                long end = start;
                while (hasRemaining(buffers)) {
                    end += on.write(buffers);
                }
                return end;
            });
        } catch (StorageException e) {
            measure();
            throw e;
        }
    }

    @Override
    public int read(long position, ByteBuffer target) throws StorageException {
        if (position < 0) {
            throw new IllegalArgumentException("a position below zero: " + position);
        }
        int start = target.position();
        return perform("read", on -> {
            target.position(start);
            long from = position;
            while (target.hasRemaining()) {
                int count = on.read(target, from);
                if (count < 0) {
                    break;
                }
                from += count;
            }
            return (int) (from - position);
        });
    }

    @Override
    public void sync() throws StorageException {
        perform("synced", on -> {
            on.force(false);
            return true;
        });
    }

    @Override
    public void truncate(long newSize) throws StorageException {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException("cannot cut " + size + " bytes to " + newSize);
        }
        perform("cut", on -> on.truncate(newSize));
        size = newSize;
    }

    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public void close() throws StorageException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        open.forget(this);
        try {
            channel.close();
        } catch (IOException e) {
            throw Disk.failed(path, "cannot be closed", e);
        }
    }

    private static boolean hasRemaining(ByteBuffer[] buffers) {
        for (ByteBuffer buffer : buffers) {
            if (buffer.hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    /** After a failed write the file may have grown by a part of it. */
    private void measure() {
        try {
            size = channel.size();
        } catch (IOException e) {
            // The size before the write stays: the caller learns of the failure in any case.
            return;
        }
    }

    private <T> T perform(String done, Operation<T> operation) throws StorageException {
        boolean interrupted = false;
        try {
            while (true) {
                FileChannel on = channel;
                try {
                    return operation.on(on);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    reopen(on);
                } catch (IOException e) {
                    throw Disk.failed(path, "cannot be " + done, e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(FileChannel broken) throws StorageException {
        if (closed) {
            throw new StorageException(path + ": the file is closed");
        }
        if (channel == broken) {
            try {
                channel = Disk.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw Disk.failed(path, "cannot be opened again after an interrupt", e);
            }
        }
    }
}
