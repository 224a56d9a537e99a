package org.dxos.echo.feed.log;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a feed that are in memory only: those appended since the last write began, and those being written. Any thread.
 */
final class Waiting {
    private static final int KEPT = 1 << 12;

    private ArrayList<Bytes> writing = new ArrayList<>();
    private ArrayList<Bytes> appended = new ArrayList<>();
    /** The sequence number of the first block in memory. */
    private long base;

    private volatile long end;
    private volatile long written;

    Waiting(long length) {
        base = length;
        end = length;
        written = length;
    }

    /** Blocks of the feed, with those that wait. */
    long end() {
        return end;
    }

    /** Blocks of the feed that are written. */
    long written() {
        return written;
    }

    synchronized boolean isEmpty() {
        return writing.isEmpty() && appended.isEmpty();
    }

    synchronized long add(Bytes block) {
        appended.add(block);
        return end++;
    }

    /** Takes what waits to write it; it can be read until {@link #release}. */
    synchronized List<Bytes> take() {
        ArrayList<Bytes> taken = appended;
        appended = writing;
        writing = taken;
        return taken;
    }

    void written(long length) {
        written = length;
    }

    /** Forgets what was taken, all of which is written. */
    synchronized void release() {
        base += writing.size();
        writing = writing.size() > KEPT ? new ArrayList<>() : cleared(writing);
    }

    /** Follows blocks that did not wait. */
    synchronized void skipTo(long length) {
        base = length;
        written = length;
        end = length;
    }

    /** A block that is in memory; nothing when it is in the file. */
    synchronized @Nullable Bytes get(long sequence) {
        if (sequence < 0 || sequence >= end) {
            throw new IndexOutOfBoundsException("block " + sequence + " of " + end);
        }
        if (sequence < base) {
            return null;
        }
        int index = (int) (sequence - base);
        return index < writing.size() ? writing.get(index) : appended.get(index - writing.size());
    }

    private static ArrayList<Bytes> cleared(ArrayList<Bytes> list) {
        list.clear();
        return list;
    }
}
