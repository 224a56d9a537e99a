package org.dxos.node.internal.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;

/** Takes the parts of a backup from a stream and keeps a digest of all that was read. Confined to one thread. */
final class PartInput {
    private final InputStream source;
    private final MessageDigest digest = BackupWriter.sha256();

    PartInput(InputStream source) {
        this.source = source;
    }

    /** Up to so many bytes, fewer at the end only. */
    byte[] raw(int size) throws IOException {
        byte[] bytes = source.readNBytes(size);
        digest.update(bytes);
        return bytes;
    }

    /** The next part, of one byte at least. */
    Bytes next() throws IOException {
        int size = ByteBuffer.wrap(whole(4)).getInt();
        if (size < 1 || size > Part.MAX_SIZE) {
            throw new BackupException("the backup is damaged: a part of " + size + " bytes");
        }
        Bytes bytes = Bytes.wrap(whole(size));
        if (!Hash.sha256(bytes).bytes().equals(Bytes.wrap(whole(Hash.SIZE)))) {
            throw new BackupException("the backup is damaged: the checksum of a part is wrong");
        }
        return bytes;
    }

    /** The digest of everything read so far. */
    Bytes digest() {
        try {
            return Bytes.wrap(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }

    void expectEnd() throws IOException {
        if (source.read() >= 0) {
            throw new BackupException("the backup is damaged: there is more behind its end");
        }
    }

    private byte[] whole(int size) throws IOException {
        byte[] bytes = raw(size);
        if (bytes.length < size) {
            throw new BackupException("the backup is cut short");
        }
        return bytes;
    }
}
