package org.dxos.echo.engine.internal.party;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dxos.base.Hash;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Blob;
import org.dxos.echo.Blobs;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.echo.feed.BlobStore;
import org.dxos.echo.feed.BlobStores;
import org.jspecify.annotations.Nullable;

/** The blobs of an open party, in the store that is there at the moment. Off the party's loop. Any thread. */
public final class PartyBlobs implements Blobs {
    private final PartyCore party;
    private final Supplier<Optional<BlobStores>> stores;

    public PartyBlobs(PartyCore party, Supplier<Optional<BlobStores>> stores) {
        this.party = party;
        this.stores = stores;
    }

    @FunctionalInterface
    private interface Work<R> {
        R on(BlobStore store) throws BlobException;
    }

    private <R> R with(Work<R> work) {
        if (party.isClosed()) {
            throw new EchoException(Code.UNAVAILABLE, "party " + party.party() + " is closed");
        }
        BlobStores present =
                stores.get().orElseThrow(() -> new EchoException(Code.UNAVAILABLE, "this node has no store for blobs"));
        try {
            return work.on(present.open(party.party()));
        } catch (BlobException e) {
            throw failure(e);
        }
    }

    private static EchoException failure(BlobException e) {
        Code code =
                switch (e.reason()) {
                    case MISSING -> Code.NOT_FOUND;
                    case DAMAGED -> Code.DAMAGED;
                    case TOO_LARGE -> Code.LIMIT;
                    case SOURCE -> Code.INVALID;
                    case STORAGE -> Code.STORAGE;
                };
        return new EchoException(code, String.valueOf(e.getMessage()), e);
    }

    private static BlobRef ref(Blob blob) {
        return new BlobRef(blob.hash(), blob.size());
    }

    private static Blob blob(BlobRef ref) {
        return new Blob(ref.hash(), ref.size());
    }

    @Override
    public Blob add(InputStream content) {
        return with(store -> blob(store.put(content)));
    }

    @Override
    public InputStream read(Blob blob) {
        return with(store -> store.read(ref(blob)));
    }

    @Override
    public Optional<Blob> find(Hash hash) {
        return with(store -> store.find(hash).map(PartyBlobs::blob));
    }

    @Override
    public List<Blob> list() {
        return with(store -> store.blobs().stream().map(PartyBlobs::blob).toList());
    }

    @Override
    public List<String> verify(Blob blob) {
        return with(store ->
                store.verify(ref(blob)).stream().map(BlobPart::toString).toList());
    }

    @Override
    public boolean delete(Hash hash) {
        return with(store -> store.delete(hash));
    }

    /** Deletes all that a party had. */
    public static void deleteAll(@Nullable BlobStores stores, PartyId party) {
        if (stores != null) {
            try {
                stores.delete(party);
            } catch (BlobException e) {
                throw failure(e);
            }
        }
    }
}
