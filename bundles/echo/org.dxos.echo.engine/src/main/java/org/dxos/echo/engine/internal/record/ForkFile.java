package org.dxos.echo.engine.internal.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.PartyId;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.feed.ForkProof;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;

/** The proofs of forks in the feeds of one party, in a small file beside the party's record. Any thread, one at a time. */
public final class ForkFile {
    static final String SUFFIX = ".forks";

    private static final String MAGIC = "DXOSFORKS";
    private static final int MAX_PROOFS = 10_000;

    private final Storage storage;
    private final String name;

    public ForkFile(PartyId party, Storage storage) {
        this.storage = storage;
        this.name = party.hex() + SUFFIX;
    }

    /**
     * All proofs; none when there is no file.
     *
     * @throws EchoException DAMAGED when the file is there and cannot be read: to go on without it would be to believe a liar again
     */
    public List<ForkProof> read() throws StorageException {
        List<ForkProof> proofs = new ArrayList<>();
        Folder folder = storage.root().folder(Records.FOLDER);
        try {
            Bytes file = folder.read(name).orElse(null);
            if (file == null) {
                return proofs;
            }
            ByteReader in = new ByteReader(Sealed.open(MAGIC, file));
            int count = in.var(MAX_PROOFS);
            for (int i = 0; i < count; i++) {
                proofs.add(ForkProof.decode(in.sized()));
            }
            in.expectEnd();
            return proofs;
        } catch (MalformedException e) {
            throw new EchoException(Code.DAMAGED, folder.location() + "/" + name + ": " + e.getMessage(), e);
        }
    }

    /** Replaces them, safe from a crash. */
    public void write(Collection<ForkProof> proofs) throws StorageException {
        ByteWriter out = new ByteWriter().putVar(proofs.size());
        proofs.forEach(proof -> out.putSized(proof.encode()));
        storage.root().folder(Records.FOLDER).replace(name, Sealed.seal(MAGIC, out.toBytes()));
    }
}
