package org.dxos.echo.feed;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The large values of one party, beside its feeds: contents that are named by their hash, kept in parts, and referred to from
 * mutations by {@link BlobRef}. A blob is there whole or not at all; a part that two blobs have in common is kept once. Never holds
 * more than some parts of a blob in memory. Any thread; callers are blocked for as long as the storage takes.
 */
@ProviderType
public interface BlobStore {
    /**
     * Stores what a source gives, up to its end, and returns once that is safe from a crash. The source is read by the calling
     * thread and is not closed. Content that is here already is not written again, but for parts that are found damaged, which
     * are made good.
     *
     * @throws BlobException when the source fails, gives too much, or the storage fails; nothing of it can be seen then, and
     *     what was written is freed
     */
    BlobRef put(InputStream source) throws BlobException;

    /**
     * The content, each chunk checked before any of it is given. Where something is damaged or missing, reading throws {@link
     * BlobException} with the file; everything before it has been given. Close it; confined to one thread.
     *
     * @throws BlobException when the blob is not here, not whole yet, or its root is damaged
     */
    InputStream read(BlobRef blob) throws BlobException;

    /** Whether the blob was stored as a whole. Does not look for damage: {@link #verify} does. */
    boolean has(BlobRef blob) throws BlobException;

    /** The blob of this hash, when it was stored as a whole. */
    Optional<BlobRef> find(Hash hash) throws BlobException;

    /** All that were stored as a whole, by hash. */
    List<BlobRef> blobs() throws BlobException;

    /** All of which some parts were accepted and others are still missing, by hash. */
    List<BlobRef> unfinished() throws BlobException;

    /**
     * Reads all of a blob and names the parts that are missing or damaged, in order; they can be asked of a peer and given to
     * {@link #accept}. What depends on a part that is missing is not named before that one is back.
     *
     * @throws BlobException when the storage fails
     */
    List<BlobPart> verify(BlobRef blob) throws BlobException;

    /**
     * What to ask a peer for next: up to {@code limit} parts that are not here and whose place in the blob is known. Empty for a
     * blob that is whole. Does not look for damage.
     */
    List<BlobPart> missing(BlobRef blob, int limit) throws BlobException;

    /** A part, for a peer that wants it; empty when it is not here, damaged, or there is no such part. */
    Optional<Bytes> part(BlobRef blob, BlobPart part) throws BlobException;

    /**
     * Takes a part from a peer: of a blob that is not here, or one that {@link #verify} named. It is checked on its own, against the
     * part above it and the size that the reference says, before anything of it is written. Call it only for blobs that somebody
     * here wants: it stores what fits the reference, whatever its size.
     */
    BlobArrival accept(BlobRef blob, BlobPart part, Bytes content) throws BlobException;

    /**
     * Deletes a blob, or what there is of it, and frees the parts that no other blob has; at the latest when no blob is being
     * written. Whoever reads it gets an error at the next chunk.
     *
     * @return whether there was one
     */
    boolean delete(Hash hash) throws BlobException;

    /**
     * Deletes all blobs that nothing refers to any more. Those that were stored since this store was opened stay, because what is
     * going to refer to them may not be written yet; and those that are being fetched.
     *
     * @param live the hashes of those that are referred to
     * @return the hashes of those that were deleted
     */
    Set<Hash> collect(Set<Hash> live) throws BlobException;

    /** Bytes of content of all whole blobs together; parts in common count for each. */
    long size() throws BlobException;

    /** Where the blobs lie, in words for people. */
    String location();
}
