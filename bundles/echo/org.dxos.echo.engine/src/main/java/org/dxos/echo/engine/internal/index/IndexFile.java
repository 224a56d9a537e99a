package org.dxos.echo.engine.internal.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.PartyId;
import org.dxos.echo.engine.internal.record.Sealed;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;

/** The file that says which indexes were declared for a party on this node. What they hold is in the snapshots. */
public final class IndexFile {
    private static final String FOLDER = "indexes";
    private static final String MAGIC = "DXOSINDX";

    private final Folder folder;
    private final String name;

    public IndexFile(PartyId party, Storage storage) throws StorageException {
        this.folder = storage.root().folder(FOLDER);
        this.name = party.hex();
    }

    /** Deletes the file of a party that is not open. */
    public static void delete(PartyId party, Storage storage) throws StorageException {
        storage.root().folder(FOLDER).delete(party.hex());
    }

    /** The indexes that were declared. */
    public List<IndexSpec> read() throws StorageException, MalformedException {
        Optional<Bytes> file = folder.read(name);
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            ByteReader in = new ByteReader(Sealed.open(MAGIC, file.get()));
            List<IndexSpec> specs = new ArrayList<>();
            for (int left = in.var(in.remaining()); left > 0; left--) {
                specs.add(IndexSpec.decode(in));
            }
            in.expectEnd();
            return specs;
        } catch (MalformedException e) {
            throw new MalformedException(folder.location() + "/" + name + ": " + e.getMessage(), e);
        }
    }

    public void write(List<IndexSpec> specs) throws StorageException {
        ByteWriter out = new ByteWriter().putVar(specs.size());
        specs.forEach(spec -> spec.encode(out));
        folder.replace(name, Sealed.seal(MAGIC, out.toBytes()));
    }
}
