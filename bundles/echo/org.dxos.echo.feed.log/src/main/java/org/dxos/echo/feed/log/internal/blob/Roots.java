package org.dxos.echo.feed.log.internal.blob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.feed.BlobRef;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;

/** A folder of roots, each in a file named by hash and size, so that they are known without being read. Any thread. */
final class Roots {
    private final Folder folder;

    Roots(Folder folder) {
        this.folder = folder;
    }

    private static String name(BlobRef blob) {
        return blob.hash().hex() + "." + blob.size();
    }

    /** By hash. What has another name than a root is not ours. */
    List<BlobRef> list() throws StorageException {
        List<BlobRef> blobs = new ArrayList<>();
        for (String name : folder.files()) {
            if (name.matches("[0-9a-f]{64}\\.[0-9]{1,18}")) {
                long size = Long.parseLong(name.substring(65));
                blobs.add(new BlobRef(new Hash(Bytes.fromHex(name.substring(0, 64))), size));
            }
        }
        return List.copyOf(blobs);
    }

    Optional<Bytes> read(BlobRef blob) throws StorageException {
        return folder.read(name(blob));
    }

    /** Returns once it is safe from a crash. */
    void write(BlobRef blob, Bytes root) throws StorageException {
        folder.replace(name(blob), root);
    }

    /** Deletes; {@link #sync} makes that safe. */
    void delete(BlobRef blob) throws StorageException {
        folder.delete(name(blob));
    }

    void sync() throws StorageException {
        folder.sync();
    }

    String location(BlobRef blob) {
        return folder.location() + "/" + name(blob);
    }
}
