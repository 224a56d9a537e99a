package org.dxos.echo.feed.log;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.feed.FeedException;

/**
 * The first bytes of a segment: mark (8), format version (4) and their checksum (4), which every format has; then feed key
 * (32), party id (32), first sequence number (8), chain value before it (32), checksum of all that (4).
 *
 * @param first the sequence number of the segment's first block
 * @param chain the chain's value before it
 */
record SegmentHeader(FeedKey feed, PartyId party, long first, Hash chain) {
    private static final Bytes MARK = Bytes.fromHex("894458464545440a");
    private static final int PREAMBLE = 12;

    Bytes encode() {
        ByteWriter writer = new ByteWriter(Format.HEADER_SIZE).put(MARK).putInt(Format.VERSION);
        writer.putInt(checksum(writer))
                .put(feed.bytes())
                .put(party.bytes())
                .putLong(first)
                .put(chain.bytes());
        return writer.putInt(checksum(writer)).toBytes();
    }

    /**
     * Reads a header.
     *
     * @throws DamageException when it is not a whole header
     * @throws FeedException when it is one of a newer format
     */
    static SegmentHeader decode(Bytes bytes, String file) throws DamageException, FeedException {
        try {
            ByteReader reader = new ByteReader(bytes);
            if (!reader.bytes(MARK.size()).equals(MARK)) {
                throw new DamageException(file, 0, "this is not the header of a feed's segment");
            }
            int version = reader.int32();
            checkSum(bytes, reader, PREAMBLE, file);
            if (version != Format.VERSION) {
                throw new FeedException(file + ": is of format " + version + "; this node reads format "
                        + Format.VERSION + ": update the node");
            }
            FeedKey feed = FeedKey.of(reader.bytes(32));
            PartyId party = PartyId.of(reader.bytes(32));
            long first = reader.int64();
            Hash chain = new Hash(reader.bytes(Hash.SIZE));
            checkSum(bytes, reader, reader.position(), file);
            return new SegmentHeader(feed, party, first, chain);
        } catch (MalformedException e) {
            throw new DamageException(file, bytes.size(), "the file ends within its header");
        }
    }

    private static void checkSum(Bytes bytes, ByteReader reader, int size, String file)
            throws DamageException, MalformedException {
        if (reader.int32() != Format.checksum(bytes.slice(0, size).toArray(), 0, size)) {
            throw new DamageException(file, 0, "the header's checksum is wrong");
        }
    }

    private static int checksum(ByteWriter writer) {
        return Format.checksum(writer.asByteBuffer().array(), 0, writer.size());
    }
}
