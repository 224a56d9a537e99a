package org.dxos.echo.feed.log;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.dxos.base.key.FeedKey;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for commits byte by byte where records cannot be followed. A commit counts when its signature is the feed's: blocks may hold
 * anything, also bytes that look like commits. Confined to one thread.
 */
final class CommitSearch {
    private static final int WINDOW = 1 << 20;
    /** A forger would have to put more than so many commits that are not signed behind the last one that is. */
    private static final int CANDIDATES = 1 << 10;

    private final AppendFile file;
    private final long end;
    private final FeedKey feed;
    private byte[] window = {};
    private long start;
    private int at;

    /** A commit and where it ends. */
    record Found(Commit commit, long end) {}

    CommitSearch(AppendFile file, long position, long end, FeedKey feed) {
        this.file = file;
        this.end = end;
        this.feed = feed;
        start = position;
    }

    /** The next commit, or nothing. */
    @Nullable
    Found next() throws StorageException {
        Found found = candidate();
        while (found != null && !found.commit().head(feed).isAuthentic()) {
            found = candidate();
        }
        return found;
    }

    /** How many blocks the commits from here on say were safe. */
    long synced() throws StorageException {
        ArrayDeque<Commit> greatest = new ArrayDeque<>();
        for (Found found = candidate(); found != null; found = candidate()) {
            Commit last = greatest.peekLast();
            if (last == null || found.commit().synced() > last.synced()) {
                greatest.add(found.commit());
                if (greatest.size() > CANDIDATES) {
                    greatest.removeFirst();
                }
            }
        }
        while (!greatest.isEmpty() && !greatest.getLast().head(feed).isAuthentic()) {
            greatest.removeLast();
        }
        return greatest.isEmpty() ? 0 : greatest.getLast().synced();
    }

    /** The next bytes with the mark and checksum of a commit. */
    private @Nullable Found candidate() throws StorageException {
        while (true) {
            while (at + Format.COMMIT_SIZE <= window.length) {
                int here = at++;
                if (window[here] == (byte) Format.COMMIT_MARK) {
                    Commit commit = Commit.decode(window, here);
                    if (commit != null) {
                        return new Found(commit, start + here + Format.COMMIT_SIZE);
                    }
                }
            }
            start += at;
            at = 0;
            int size = (int) Math.min(end - start, WINDOW);
            if (size < Format.COMMIT_SIZE) {
                window = new byte[0];
                return null;
            }
            ByteBuffer buffer = ByteBuffer.allocate(size);
            RecordScanner.readFully(file, start, buffer);
            window = buffer.array();
        }
    }
}
