package org.dxos.node.internal.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PublicKey;

/** Reads a backup to its very end and hands out its parts, each after its checksum was found right. Confined to one thread. */
public final class BackupReader {
    private static final String CUT_SHORT = "the backup is cut short";

    private final PartInput in;

    /** Takes what a backup holds, in its order. What it was told is sound only when the reading ends without an exception. */
    public interface Visitor {
        void begin(BackupWriter.Header header) throws IOException;

        void keys(Bytes sealed) throws IOException;

        void settings(String name, Bytes content) throws IOException;

        /** @param archive to be read to its end */
        void party(PartyId id, String label, InputStream archive) throws IOException;
    }

    private BackupReader(InputStream source) {
        this.in = new PartInput(source);
    }

    /**
     * @param source is not closed
     * @throws BackupException when anything is not as it was written
     * @throws IOException what the source or the visitor throws
     */
    public static void read(InputStream source, Visitor visitor) throws IOException {
        try {
            new BackupReader(source).readAll(visitor);
        } catch (MalformedException | IllegalArgumentException e) {
            throw new BackupException("the backup is damaged: " + e.getMessage(), e);
        }
    }

    private void readAll(Visitor visitor) throws IOException, MalformedException {
        magic();
        ByteReader first = new ByteReader(in.next());
        expect(first.unsignedByte(), Part.NODE);
        BackupWriter.Header header = header(first);
        visitor.begin(header);
        int parties = 0;
        int settings = 0;
        boolean keys = false;
        while (true) {
            Bytes before = in.digest();
            ByteReader part = new ByteReader(in.next());
            int kind = part.unsignedByte();
            if (kind == Part.KEYS && !keys && settings + parties == 0) {
                Bytes sealed = part.sized();
                part.expectEnd();
                keys = true;
                visitor.keys(sealed);
            } else if (kind == Part.SETTINGS && parties == 0) {
                String name = part.text();
                Bytes content = part.sized();
                part.expectEnd();
                settings++;
                visitor.settings(name, content);
            } else if (kind == Part.PARTY) {
                PartyId id = PartyId.of(part.bytes(Hash.SIZE));
                String label = part.text();
                part.expectEnd();
                parties++;
                party(id, label, visitor);
            } else {
                expect(kind, Part.END);
                if (!part.bytes(Hash.SIZE).equals(before)) {
                    throw new MalformedException("its parts are not those that were written");
                }
                part.expectEnd();
                if (parties != header.parties() || settings != header.settings()) {
                    throw new MalformedException("parties or settings are missing");
                }
                in.expectEnd();
                return;
            }
        }
    }

    private void magic() throws IOException {
        byte[] head = in.raw(Part.MAGIC.length() + 2);
        String text = new String(head, StandardCharsets.US_ASCII);
        if (!text.startsWith(Part.MAGIC)) {
            throw new BackupException("this is no backup of a node");
        }
        if (head.length < Part.MAGIC.length() + 2) {
            throw new BackupException(CUT_SHORT);
        }
        if (text.charAt(Part.MAGIC.length()) != Part.VERSION || !text.endsWith("\n")) {
            throw new BackupException("a backup of version " + text.charAt(Part.MAGIC.length())
                    + "; this node reads version " + Part.VERSION);
        }
    }

    private static BackupWriter.Header header(ByteReader part) throws MalformedException {
        BackupWriter.Header header = new BackupWriter.Header(
                part.var(),
                part.text(),
                new IdentityKey(new PublicKey(part.bytes(PublicKey.SIZE))),
                new DeviceKey(new PublicKey(part.bytes(PublicKey.SIZE))),
                part.var(Integer.MAX_VALUE),
                part.var(Integer.MAX_VALUE));
        part.expectEnd();
        return header;
    }

    private void party(PartyId id, String label, Visitor visitor) throws IOException, MalformedException {
        Chunks chunks = new Chunks();
        visitor.party(id, label, chunks);
        if (chunks.read() >= 0) {
            throw new MalformedException("there is more behind the archive of party " + id);
        }
    }

    private static void expect(int kind, int wanted) throws MalformedException {
        if (kind != wanted) {
            throw new MalformedException("a part of kind " + kind + " out of place");
        }
    }

    /** The archive of one party, out of its parts. */
    private final class Chunks extends InputStream {
        private Bytes chunk = Bytes.EMPTY;
        private int at;
        private boolean ended;

        @Override
        public int read() throws IOException {
            return fill() ? chunk.at(at++) & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, chunk.size() - at);
            chunk.slice(at, at + count).copyTo(target, offset);
            at += count;
            return count;
        }

        private boolean fill() throws IOException {
            while (at == chunk.size() && !ended) {
                Bytes part = in.next();
                if (part.at(0) == Part.ARCHIVE) {
                    chunk = part.slice(1, part.size());
                    at = 0;
                } else if (part.at(0) == Part.PARTY_END && part.size() == 1) {
                    ended = true;
                } else {
                    throw new BackupException("the backup is damaged: a part of kind " + part.at(0) + " in an archive");
                }
            }
            return !ended;
        }
    }
}
