package org.dxos.echo;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.dxos.base.Hash;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The large values of a party, kept beside its feeds: whole or not at all, equal contents once. They are not part of the party's
 * history: deleting one here deletes it here. Callers are blocked for as long as the storage takes; memory is bounded whatever
 * the size. Any thread.
 *
 * <p>Every method throws {@link EchoException}: UNAVAILABLE when the party is closed or the node has no blob store, STORAGE when the
 * storage fails.
 */
@ProviderType
public interface Blobs {
    /**
     * Stores what a source gives, up to its end, and returns once that is safe from a crash. The source is not closed.
     *
     * @throws EchoException LIMIT when there is too much of it; INVALID when the source fails
     */
    Blob add(InputStream content);

    /**
     * The content; each piece is checked before it is given. Where something is damaged or gone, reading throws an {@link
     * java.io.IOException} that names the file. Close it; confined to one thread.
     *
     * @throws EchoException NOT_FOUND, DAMAGED
     */
    InputStream read(Blob blob);

    /** The blob of a hash, when it is here as a whole. */
    Optional<Blob> find(Hash hash);

    /** All that are here as a whole, by hash. */
    List<Blob> list();

    /** Reads all of a blob and names its parts that are damaged or gone, such as {@code chunk 3}. */
    List<String> verify(Blob blob);

    /**
     * Deletes a blob from this node; items that refer to it stay as they are.
     *
     * @return whether there was one
     */
    boolean delete(Hash hash);
}
