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

    /**
     * The first block that is kept. Asking for a block before it, or for the chain's value before it, throws
     * {@link PrunedException}.
     */
    long firstKept();

    /** The signed head at {@link #firstKept}; empty when the feed is kept from its beginning. */
    Optional<FeedHead> base();

    /**
     * Drops blocks before a sequence number, as many as can be dropped without rewriting a file. They must be synced. The signed
     * head at the new beginning is kept, so that what follows can be verified. A crash leaves the old feed or the new one.
     *
     * @return {@link #firstKept} afterwards, at most {@code before}
     * @throws FeedException when the feed is damaged, or the files cannot be changed
     */
    long prune(long before) throws FeedException;

    /**
     * Damage found so far in this feed's files, in the order of the blocks: on opening, while reading, by {@link #verify}; empty
     * for a sound feed. Where one begins at the first block of a file, other blocks of that file cannot be read either until it
     * is repaired.
     */
    List<Damage> damage();

    /**
     * Reads all that is written and checks every checksum, the chain, and every signature. What is wrong is listed here and in
     * {@link #damage} from then on, and ends {@link #isWritable}. Other calls may come meanwhile.
     *
     * @throws FeedException when the files cannot be read, or belong to another feed or a newer format
     */
    Verification verify(Verification.Progress progress) throws FeedException;

    /**
     * Gives back blocks that are damaged or missing, from another copy of this feed. The range must begin at or before the
     * {@code from} of a {@link Damage}; it is verified, here, against the chain on both sides of the damage. Of a damage that
     * reaches further than the range the rest stays: offer another range from the range's end on. When no damage is left the
     * feed takes blocks again. No sound block is lost, also in a crash.
     *
     * @return whether blocks were given back; false when there is no damage within the range
     * @throws FeedException when the range is not authentic or not on this feed's chain, begins too late, or the files cannot be
     *     changed; the damage is as before
     */
    boolean repair(FeedRange range) throws FeedException;

    /** Bytes on disk. */
    long size();

    @Override
    void close() throws FeedException;

    /**
     * Damage in a file.
     *
     * <p>Two kinds must be told apart. When {@code repaired} is true the feed is sound: an unfinished write was cut off, none of
     * whose blocks was ever said to be safe, so that their sequence numbers may be used again; or a file that only speeds things
     * up is made anew. When it is false, blocks that once were safe, and may have been sent, cannot be read: the feed takes no
     * blocks, so that no sequence number of ours is signed twice, until {@link Feed#repair} has given them back.
     *
     * @param file where, in words for people
     * @param offset from which byte on
     * @param from the first block concerned
     * @param to the block after the last one concerned; {@code from} when no block is
     * @param what what is wrong
     * @param repaired whether the feed is sound all the same
     */
    record Damage(String file, long offset, long from, long to, String what, boolean repaired) {}
}
