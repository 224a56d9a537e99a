package org.dxos.echo.feed.log.internal.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.PartyId;
import org.dxos.echo.feed.BlobArrival;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.echo.feed.BlobStore;
import org.dxos.storage.Storage;
import org.dxos.testkit.SeededRandom;

/** Small blobs for tests: chunks of 16 bytes in pages of 4, so 256 bytes at most. */
final class Blobs {
    static final BlobShape SMALL = new BlobShape(16, 4);
    static final PartyId PARTY = PartyId.of(Hash.sha256(Bytes.utf8("party")).bytes());

    private Blobs() {}

    static BlobStore open(Storage storage) throws BlobException {
        return new FolderBlobStores(storage, SMALL).open(PARTY);
    }

    static InputStream stream(Bytes content) {
        return new ByteArrayInputStream(content.toArray());
    }

    /** A content in which no two chunks are equal. */
    static Bytes content(int number, int size) {
        return new SeededRandom(number).bytes(size);
    }

    static BlobRef put(BlobStore store, Bytes content) throws BlobException {
        return store.put(stream(content));
    }

    static Bytes read(BlobStore store, BlobRef blob) throws BlobException {
        try (InputStream in = store.read(blob)) {
            return Bytes.wrap(in.readAllBytes());
        } catch (BlobException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError("only BlobException", e);
        }
    }

    /** Fetches what is missing as replication would: asks for some parts, takes them in any order, until nothing is missing. */
    static List<BlobArrival> fetch(BlobRef blob, BlobStore from, BlobStore to, SeededRandom random)
            throws BlobException {
        List<BlobArrival> arrivals = new ArrayList<>();
        for (List<BlobPart> wanted = to.missing(blob, 3); !wanted.isEmpty(); wanted = to.missing(blob, 3)) {
            for (BlobPart part : random.shuffled(wanted)) {
                arrivals.add(to.accept(blob, part, from.part(blob, part).orElseThrow()));
            }
        }
        return arrivals;
    }
}
