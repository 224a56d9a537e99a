package org.dxos.echo.feed.log.internal.blob;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dxos.base.key.PartyId;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobStore;
import org.dxos.echo.feed.BlobStores;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;

/** Blobs in the folder {@code blobs}, a folder for each party. Any thread. */
public class FolderBlobStores implements BlobStores {
    private static final String FOLDER = "blobs";

    private final Storage storage;
    private final BlobShape shape;
    private final Map<PartyId, BlobStore> open = new ConcurrentHashMap<>();

    public FolderBlobStores(Storage storage) {
        this(storage, BlobShape.DEFAULT);
    }

    FolderBlobStores(Storage storage, BlobShape shape) {
        this.storage = storage;
        this.shape = shape;
    }

    @Override
    public BlobStore open(PartyId party) throws BlobException {
        BlobStore known = open.get(party);
        if (known != null) {
            return known;
        }
        synchronized (open) {
            known = open.get(party);
            if (known == null) {
                known = opened(party);
                open.put(party, known);
            }
            return known;
        }
    }

    private BlobStore opened(PartyId party) throws BlobException {
        try {
            Folder folder = storage.root();
            for (String name : List.of(FOLDER, party.hex())) {
                Folder inner = folder.folder(name);
                folder.sync();
                folder = inner;
            }
            return new FolderBlobStore(shape, folder);
        } catch (StorageException e) {
            throw new BlobException(
                    BlobException.Reason.STORAGE,
                    "the blobs of party " + party + " cannot be opened: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void delete(PartyId party) throws BlobException {
        synchronized (open) {
            open.remove(party);
            try {
                Folder folder = storage.root().folder(FOLDER);
                folder.delete(party.hex());
                folder.sync();
            } catch (StorageException e) {
                throw new BlobException(
                        BlobException.Reason.STORAGE,
                        "the blobs of party " + party + " cannot be deleted: " + e.getMessage(),
                        e);
            }
        }
    }
}
