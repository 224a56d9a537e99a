package org.dxos.storage.tck;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.dxos.base.Bytes;
import org.dxos.testkit.SeededRandom;

/** The content of a file: what reads see, and what is safe. Guarded by the storage's lock. */
final class FaultyFileNode implements FaultyNode {
    private byte[] live;
    private int size;
    private byte[] safe;
    /** From here on the content was changed since the last sync. */
    private int dirtyFrom;
    /** A sync failed over these bytes; later ones do not make them safe. */
    private int lostFrom;

    private int lostTo;
    private boolean open;

    FaultyFileNode(byte[] content) {
        live = content;
        size = content.length;
        safe = content.clone();
        dirtyFrom = size;
    }

    boolean isOpen() {
        return open;
    }

    void setOpen(boolean open) {
        this.open = open;
    }

    @Override
    public long size() {
        return size;
    }

    Bytes content() {
        return Bytes.copyOf(live, 0, size);
    }

    void append(ByteBuffer buffer) {
        int count = buffer.remaining();
        if (live.length - size < count) {
            live = Arrays.copyOf(live, Math.max(size + count, live.length * 2));
        }
        buffer.get(live, size, count);
        size += count;
    }

    int read(long position, ByteBuffer target) {
        int count = (int) Math.max(0, Math.min(target.remaining(), size - position));
        if (count > 0) {
            target.put(live, (int) position, count);
        }
        return count;
    }

    void truncate(int newSize) {
        size = newSize;
        dirtyFrom = Math.min(dirtyFrom, size);
        lostTo = Math.min(lostTo, size);
    }

    void sync() {
        byte[] before = safe;
        safe = Arrays.copyOf(live, size);
        for (int i = lostFrom; i < Math.min(lostTo, size); i++) {
            safe[i] = i < before.length ? before[i] : 0;
        }
        dirtyFrom = size;
    }

    void syncFailed() {
        lostFrom = lostFrom < lostTo ? Math.min(lostFrom, dirtyFrom) : dirtyFrom;
        lostTo = size;
    }

    void flip(long offset, int bit) {
        live[(int) offset] ^= (byte) (1 << bit);
        safe = Arrays.copyOf(live, size);
    }

    @Override
    public FaultyFileNode crash(CrashOutcome outcome, SeededRandom random) {
        return new FaultyFileNode(
                switch (outcome.kind()) {
                    case LOSE_ALL -> safe.clone();
                    case KEEP_ALL -> Arrays.copyOf(live, size);
                    case TORN, REORDERED -> mixed(outcome, random);
                });
    }

    private byte[] mixed(CrashOutcome outcome, SeededRandom random) {
        int from = Math.min(Math.min(dirtyFrom, safe.length), lostFrom < lostTo ? lostFrom : Integer.MAX_VALUE);
        boolean cut = from < safe.length && random.chance(0.5);
        byte[] left = Arrays.copyOf(safe, cut ? from : safe.length);
        int sector = outcome.sector();
        int first = from / sector;
        int count = size <= from ? 0 : (size - 1) / sector + 1 - first;
        int torn = random.below(count + 1);
        boolean grown = outcome.kind() == CrashOutcome.Kind.REORDERED && random.chance(0.5);
        if (grown && left.length < size) {
            left = Arrays.copyOf(left, size);
        }
        for (int i = 0; i < count; i++) {
            boolean kept = outcome.kind() == CrashOutcome.Kind.TORN ? i < torn : random.chance(0.5);
            if (kept) {
                int start = Math.max(from, (first + i) * sector);
                int end = Math.min(size, (first + i + 1) * sector);
                left = left.length < end ? Arrays.copyOf(left, end) : left;
                System.arraycopy(live, start, left, start, end - start);
            }
        }
        return left;
    }
}
