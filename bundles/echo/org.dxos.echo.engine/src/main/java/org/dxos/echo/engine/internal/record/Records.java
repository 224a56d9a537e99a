package org.dxos.echo.engine.internal.record;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PublicKey;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;

/** The engine's small files: one a party, one for the node. Each is replaced as a whole. */
public final class Records {
    private static final String NODE_MAGIC = "DXOSNODE";
    private static final String NODE_FILE = "node";
    private static final String SUFFIX = ".party";
    static final String FOLDER = "parties";

    private final Folder folder;

    /** Which keys this node writes as. */
    public record NodeRecord(IdentityKey identity, DeviceKey device) {}

    public Records(Storage storage) throws StorageException {
        this.folder = storage.root().folder(FOLDER);
    }

    public Optional<NodeRecord> node() throws StorageException {
        Optional<Bytes> file = folder.read(NODE_FILE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            ByteReader in = new ByteReader(Sealed.open(NODE_MAGIC, file.get()));
            NodeRecord record = new NodeRecord(
                    new IdentityKey(new PublicKey(in.bytes(PublicKey.SIZE))),
                    new DeviceKey(new PublicKey(in.bytes(PublicKey.SIZE))));
            in.expectEnd();
            return Optional.of(record);
        } catch (MalformedException e) {
            throw new EchoException(Code.DAMAGED, nodeFile() + ": " + e.getMessage(), e);
        }
    }

    /** Where the node's own record is, in words. */
    public String nodeFile() {
        return folder.location() + "/" + NODE_FILE;
    }

    public void save(NodeRecord record) throws StorageException {
        Bytes content = new ByteWriter(64)
                .put(record.identity().bytes())
                .put(record.device().bytes())
                .toBytes();
        folder.replace(NODE_FILE, Sealed.seal(NODE_MAGIC, content));
    }

    /**
     * All party records; instead of those that cannot be read, the reason.
     *
     * @param damaged told of each record that cannot be read: the party's id and why
     */
    public Map<PartyId, PartyRecord> parties(Map<PartyId, String> damaged) throws StorageException {
        Map<PartyId, PartyRecord> parties = new TreeMap<>();
        for (String name : folder.files()) {
            Optional<PartyId> id = idOf(name);
            if (id.isPresent()) {
                try {
                    PartyRecord record = PartyRecord.decode(read(name));
                    if (!record.id().equals(id.get())) {
                        throw new MalformedException(
                                "the file is of another party, " + record.id().hex());
                    }
                    parties.put(record.id(), record);
                } catch (MalformedException e) {
                    damaged.put(id.get(), folder.location() + "/" + name + ": " + e.getMessage());
                } catch (StorageException e) {
                    damaged.put(id.get(), String.valueOf(e.getMessage()));
                }
            }
        }
        for (String name : folder.folders()) {
            idOf(name)
                    .ifPresent(id -> damaged.put(
                            id, folder.location() + "/" + name + ": a folder where the party's record should be"));
        }
        return parties;
    }

    private Bytes read(String name) throws StorageException, MalformedException {
        return folder.read(name).orElseThrow(() -> new MalformedException("the file has vanished"));
    }

    public void save(PartyRecord record) throws StorageException {
        folder.replace(record.id().hex() + SUFFIX, record.encode());
    }

    public void delete(PartyId id) throws StorageException {
        folder.delete(id.hex() + SUFFIX);
        folder.delete(id.hex() + ForkFile.SUFFIX);
        folder.sync();
    }

    private static Optional<PartyId> idOf(String name) {
        if (!name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(PartyId.of(Bytes.fromHex(name.substring(0, name.length() - SUFFIX.length()))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
