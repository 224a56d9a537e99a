package org.dxos.echo.feed.log;

import java.util.Optional;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;

/**
 * The index of a segment as it is kept in a file: mark (8), then in variable-length numbers sealed or not, end, length, the
 * chain value (32), both columns as differences, and a checksum (4).
 *
 * @param sealed whether there is a later segment
 * @param end up to which byte of the segment this reaches; a commit ends there, or the header
 * @param length blocks of the feed up to there, all of them safe from a crash
 * @param chain the chain's value there
 */
record IndexFile(boolean sealed, long end, long length, Hash chain, SparseIndex index) {
    private static final Bytes MARK = Bytes.fromHex("8944584649445801");

    Bytes encode() {
        ByteWriter writer = new ByteWriter(1024)
                .put(MARK)
                .put(sealed ? 1 : 0)
                .putVar(end)
                .putVar(length)
                .put(chain.bytes());
        encode(writer, index.blocks());
        encode(writer, index.commits());
        return writer.putInt(Format.checksum(writer.asByteBuffer().array(), 0, writer.size()))
                .toBytes();
    }

    private void encode(ByteWriter writer, SparseIndex.Column column) {
        SparseIndex.Entry[] entries = column.upTo(end);
        writer.putVar(entries.length - 1L);
        for (int i = 1; i < entries.length; i++) {
            writer.putVar(entries[i].number() - entries[i - 1].number());
            writer.putVar(entries[i].offset() - entries[i - 1].offset());
        }
    }

    /** Reads the index of the segment that begins with a sequence number; empty when it is damaged. */
    static Optional<IndexFile> decode(Bytes bytes, long first, int interval) {
        int checked = bytes.size() - Integer.BYTES;
        try {
            if (checked < MARK.size()
                    || !bytes.slice(0, MARK.size()).equals(MARK)
                    || new ByteReader(bytes.slice(checked, bytes.size())).int32()
                            != Format.checksum(bytes.toArray(), 0, checked)) {
                return Optional.empty();
            }
            ByteReader reader = new ByteReader(bytes.slice(MARK.size(), checked));
            boolean sealed = reader.var(1) == 1;
            long end = reader.var();
            long length = reader.var();
            Hash chain = new Hash(reader.bytes(Hash.SIZE));
            SparseIndex index = new SparseIndex(interval, first);
            decode(reader, index.blocks(), first);
            decode(reader, index.commits(), first);
            reader.expectEnd();
            return Optional.of(new IndexFile(sealed, end, length, chain, index));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static void decode(ByteReader reader, SparseIndex.Column column, long first) throws MalformedException {
        long number = first;
        long offset = Format.HEADER_SIZE;
        for (int left = reader.var(reader.remaining()); left > 0; left--) {
            number += reader.var();
            offset += reader.var();
            column.add(number, offset);
        }
    }
}
