package org.dxos.echo.feed;

import java.util.List;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One feed. Blocks pass through three lengths: appended (in memory, readable here), written (signed, in the file) and synced
 * (safe from a crash); {@code synced <= written <= appended}. For feeds of others blocks arrive written.
 *
 * <p>{@link #append} and {@link #accept} are called by one thread at a time; {@link #write} and {@link #sync} by one thread at a
 * time, which may be another; reading by any.
 */
@ProviderType
public interface Feed extends AutoCloseable {
    FeedKey key();

    /** Whether blocks may be appended here. False after damage or a failed write or sync. */
    boolean isWritable();

    /** Blocks that can be read here. */
    long length();

    /** Blocks covered by a signature and written. */
    long writtenLength();

    /** Blocks that survive a crash. */
    long syncedLength();

    /** The newest signed head, or empty before the first. */
    Optional<FeedHead> head();

    /** The chain's value after {@code length} written blocks. */
    Hash chain(long length) throws FeedException;

    /**
     * Adds a block at the end, in memory. {@link #write} signs and writes it.
     *
     * @return its sequence number
     * @throws FeedException when the feed is not writable, or the block is over the size limit
     */
    long append(Bytes block) throws FeedException;

    /**
     * Signs all appended blocks with one signature and writes them; very many bytes may take several signatures. Does nothing
     * when there are none.
     */
    void write() throws FeedException;

    /**
     * Makes all written blocks safe from a crash. After a failure the feed is not writable and its synced length stands still
     * for good: a failed sync is never made good by a later one.
     */
    void sync() throws FeedException;

    /**
     * Adds blocks of another writer that have been checked with {@link FeedRange#isAuthentic}. The range must start at
     * {@link #length}.
     */
    void accept(FeedRange range) throws FeedException;

    /** One block. */
    Bytes block(long sequence) throws FeedException;

    /** Up to {@code count} blocks from a sequence number on, fewer at the end; reads ahead. */
    List<Bytes> blocks(long from, int count) throws FeedException;

    /**
     * A range from a sequence number on, of about {@code maxBytes} but at least one commit; it ends at a signed length. Empty
     * when nothing is written from there on.
     */
    Optional<FeedRange> range(long from, int maxBytes) throws FeedException;

    /** Damage found in this feed's files, oldest first; empty for a sound feed. */
    List<Damage> damage();

    /** Bytes on disk. */
    long size();

    @Override
    void close() throws FeedException;

    /**
     * Damage in a file.
     *
     * @param file where, in words for people
     * @param offset from which byte on
     * @param what what is wrong
     * @param repaired whether the feed was cut back to the last whole commit and is sound again (an unfinished write), or
     *     stays readable only up to the damage
     */
    record Damage(String file, long offset, String what, boolean repaired) {}
}
