package org.dxos.node.internal.backup;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;

/** Writes a backup, part by part: the node first, then keys, settings and parties, then the end. Confined to one thread. */
public final class BackupWriter {
    private final DigestOutputStream digest;
    private final DataOutputStream out;

    /** Writes the archive of one party. */
    @FunctionalInterface
    public interface ArchiveSource {
        void writeTo(OutputStream target) throws IOException;
    }

    /** What a backup begins with. */
    public record Header(
            long madeMillis, String version, IdentityKey identity, DeviceKey device, int parties, int settings) {}

    /** @param target is not closed */
    public BackupWriter(OutputStream target, Header header) throws IOException {
        digest = new DigestOutputStream(target, sha256());
        out = new DataOutputStream(digest);
        out.write((Part.MAGIC + Part.VERSION + "\n").getBytes(StandardCharsets.US_ASCII));
        part(new ByteWriter()
                .put(Part.NODE)
                .putVar(header.madeMillis())
                .putText(header.version())
                .put(header.identity().bytes())
                .put(header.device().bytes())
                .putVar(header.parties())
                .putVar(header.settings()));
    }

    /** Keys that are encrypted already. */
    public void keys(Bytes sealed) throws IOException {
        part(new ByteWriter().put(Part.KEYS).putSized(sealed));
    }

    public void settings(String name, Bytes content) throws IOException {
        part(new ByteWriter().put(Part.SETTINGS).putText(name).putSized(content));
    }

    public void party(PartyId id, String label, ArchiveSource archive) throws IOException {
        part(new ByteWriter().put(Part.PARTY).put(id.bytes()).putText(label));
        Chunks chunks = new Chunks();
        archive.writeTo(chunks);
        chunks.send();
        part(new ByteWriter().put(Part.PARTY_END));
    }

    /** Writes the end mark, without which nothing before it counts. */
    public void end() throws IOException {
        Bytes all = Bytes.wrap(digest.getMessageDigest().digest());
        part(new ByteWriter().put(Part.END).put(all));
        out.flush();
    }

    private void part(ByteWriter content) throws IOException {
        Bytes bytes = content.toBytes();
        if (bytes.size() > Part.MAX_SIZE) {
            throw new BackupException("a part of " + bytes.size() + " bytes is more than a backup takes");
        }
        out.writeInt(bytes.size());
        out.write(bytes.toArray());
        out.write(Hash.sha256(bytes).bytes().toArray());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Gathers an archive into parts of even size. */
    private final class Chunks extends OutputStream {
        private final byte[] buffer = new byte[Part.CHUNK];
        private int filled;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int at = offset;
            while (at < offset + length) {
                int count = Math.min(buffer.length - filled, offset + length - at);
                System.arraycopy(bytes, at, buffer, filled, count);
                filled += count;
                at += count;
                if (filled == buffer.length) {
                    send();
                }
            }
        }

        void send() throws IOException {
            if (filled > 0) {
                part(new ByteWriter(filled + 1).put(Part.ARCHIVE).put(buffer, 0, filled));
                filled = 0;
            }
        }
    }
}
