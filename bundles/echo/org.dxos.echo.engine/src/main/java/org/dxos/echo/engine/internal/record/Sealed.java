package org.dxos.echo.engine.internal.record;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;

/** The envelope of small files: magic word, version, content, SHA-256 of all that. Never reads as empty. */
public final class Sealed {
    private static final int VERSION = 1;

    private Sealed() {}

    public static Bytes seal(String magic, Bytes content) {
        Bytes body = new ByteWriter(content.size() + 32)
                .put(Bytes.utf8(magic))
                .put(VERSION)
                .putSized(content)
                .toBytes();
        return body.concat(Hash.sha256(body).bytes());
    }

    public static Bytes open(String magic, Bytes file) throws MalformedException {
        Bytes name = Bytes.utf8(magic);
        if (file.size() < name.size() + 1 + Hash.SIZE) {
            throw new MalformedException("the file is cut short: " + file.size() + " bytes");
        }
        if (!file.slice(0, name.size()).equals(name)) {
            throw new MalformedException("the file is not a " + magic + " file");
        }
        int version = file.at(name.size());
        if (version > VERSION) {
            throw new MalformedException("the file is of version " + version + "; this node reads up to " + VERSION);
        }
        Bytes body = file.slice(0, file.size() - Hash.SIZE);
        if (!Hash.sha256(body).bytes().equals(file.slice(body.size(), file.size()))) {
            throw new MalformedException("the file is damaged: its checksum is wrong");
        }
        ByteReader in = new ByteReader(body.slice(name.size() + 1, body.size()));
        Bytes content = in.sized();
        in.expectEnd();
        return content;
    }
}
