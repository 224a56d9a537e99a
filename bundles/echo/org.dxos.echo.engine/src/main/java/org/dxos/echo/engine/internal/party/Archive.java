package org.dxos.echo.engine.internal.party;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PublicKey;
import org.dxos.echo.Echo.Progress;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.halo.credential.Credential;

/**
 * A party with its history as one stream: magic word and version, the party's id, its credentials, its feeds as signed ranges, an
 * end mark; each part is a length, the bytes, and their SHA-256. {@code docs/formats.md} has the layout.
 */
public final class Archive {
    private static final byte[] MAGIC = "DXOSARCHIVE1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int RANGE_BYTES = 1 << 20;
    private static final int MAX_PART = 64 << 20;
    private static final int MAX_CREDENTIALS = 100_000;
    private static final int HEADER = 1;
    private static final int RANGE = 2;
    private static final int END = 3;

    private Archive() {}

    /** What an archive begins with. */
    public record Header(PartyId party, List<Credential> credentials, long blocks) {}

    /** Takes the parts of an archive as they are read. */
    public interface Reader {
        /** Opens or makes the party. */
        void begin(Header header);

        /** A range of a feed, in order within the feed. */
        void range(FeedRange range);
    }

    /**
     * Writes the feeds up to the given signed lengths.
     *
     * @throws EchoException DAMAGED when a feed cannot be read so far, STORAGE when the target fails
     */
    public static void write(
            PartyFeeds feeds,
            Map<FeedKey, Long> cut,
            List<Credential> credentials,
            OutputStream target,
            Progress progress) {
        Map<FeedKey, Long> lengths = new TreeMap<>(cut);
        long total = lengths.values().stream().mapToLong(Long::longValue).sum();
        try {
            DataOutputStream out = new DataOutputStream(target);
            out.write(MAGIC);
            ByteWriter header =
                    new ByteWriter().put(HEADER).put(feeds.party().bytes()).putVar(total);
            header.putVar(credentials.size());
            credentials.forEach(credential -> header.putSized(credential.encoded()));
            part(out, header.toBytes());
            long done = 0;
            for (Map.Entry<FeedKey, Long> feed : lengths.entrySet()) {
                long at = 0;
                while (at < feed.getValue()) {
                    FeedRange range = upTo(feeds, feed.getKey(), at, feed.getValue());
                    part(out, encode(range));
                    done += range.blocks().size();
                    at = range.head().length();
                    progress.report(done, total);
                }
            }
            part(out, new ByteWriter(8).put(END).putVar(done).toBytes());
            out.flush();
        } catch (IOException e) {
            throw new EchoException(Code.STORAGE, "the archive cannot be written: " + e.getMessage(), e);
        } catch (FeedException e) {
            throw new EchoException(Code.DAMAGED, "the party cannot be read: " + e.getMessage(), e);
        }
    }

    /** A range that ends at a signed length or before it: of fewer bytes, until it does. */
    private static FeedRange upTo(PartyFeeds feeds, FeedKey feed, long from, long length) throws FeedException {
        for (int bytes = RANGE_BYTES; ; bytes /= 2) {
            Optional<FeedRange> range = feeds.range(feed, from, Math.max(1, bytes));
            if (range.isPresent() && range.get().head().length() <= length) {
                return range.get();
            }
            if (range.isEmpty() || bytes == 0) {
                throw new FeedException("feed " + feed + " cannot be read from block " + from + " to " + length);
            }
        }
    }

    public static void read(InputStream source, Reader reader, Progress progress) {
        DataInputStream in = new DataInputStream(source);
        try {
            byte[] magic = in.readNBytes(MAGIC.length);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new MalformedException("it does not begin as a party archive of version 1");
            }
            Header header = null;
            long done = 0;
            while (true) {
                ByteReader part = new ByteReader(readPart(in));
                int kind = part.unsignedByte();
                if (kind == HEADER && header == null) {
                    header = header(part);
                    reader.begin(header);
                } else if (kind == RANGE && header != null) {
                    FeedRange range = range(part);
                    reader.range(range);
                    done += range.blocks().size();
                    progress.report(done, header.blocks());
                } else if (kind == END && header != null) {
                    if (part.var() != done) {
                        throw new MalformedException("blocks are missing");
                    }
                    return;
                } else {
                    throw new MalformedException("a part of kind " + kind + " out of place");
                }
            }
        } catch (EOFException e) {
            throw new EchoException(Code.INVALID, "the archive is cut short; what was read of it is kept", e);
        } catch (IOException e) {
            throw new EchoException(Code.STORAGE, "the archive cannot be read: " + e.getMessage(), e);
        } catch (MalformedException e) {
            throw new EchoException(Code.INVALID, "this is not a sound archive: " + e.getMessage(), e);
        }
    }

    private static void part(DataOutputStream out, Bytes bytes) throws IOException {
        out.writeInt(bytes.size());
        out.write(bytes.toArray());
        out.write(Hash.sha256(bytes).bytes().toArray());
    }

    private static Bytes readPart(DataInputStream in) throws IOException, MalformedException {
        int size = in.readInt();
        if (size <= 0 || size > MAX_PART) {
            throw new MalformedException("a part of " + size + " bytes");
        }
        byte[] content = in.readNBytes(size);
        byte[] hash = in.readNBytes(Hash.SIZE);
        if (content.length < size || hash.length < Hash.SIZE) {
            throw new EOFException();
        }
        Bytes bytes = Bytes.wrap(content);
        if (!Hash.sha256(bytes).bytes().equals(Bytes.wrap(hash))) {
            throw new MalformedException("a part is damaged: its checksum is wrong");
        }
        return bytes;
    }

    private static Header header(ByteReader in) throws MalformedException {
        PartyId party = PartyId.of(in.bytes(Hash.SIZE));
        long blocks = in.var();
        int count = in.var(MAX_CREDENTIALS);
        List<Credential> credentials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            credentials.add(Credential.parse(in.sized()));
        }
        in.expectEnd();
        return new Header(party, credentials, blocks);
    }

    private static Bytes encode(FeedRange range) {
        FeedHead head = range.head();
        ByteWriter out = new ByteWriter(RANGE_BYTES)
                .put(RANGE)
                .put(head.feed().bytes())
                .putVar(range.from())
                .putVar(head.length())
                .put(head.chain().bytes())
                .putSized(head.signature());
        range.blocks().forEach(out::putSized);
        return out.toBytes();
    }

    private static FeedRange range(ByteReader in) throws MalformedException {
        FeedKey feed = FeedKey.of(in.bytes(PublicKey.SIZE));
        long from = in.var();
        long length = in.var();
        Hash chain = new Hash(in.bytes(Hash.SIZE));
        Bytes signature = in.sized();
        List<Bytes> blocks = new ArrayList<>();
        while (!in.isAtEnd()) {
            blocks.add(in.sized());
        }
        if (from < 0 || length < 0 || length - from != blocks.size()) {
            throw new MalformedException("a range of " + blocks.size() + " blocks from " + from + " to " + length);
        }
        return new FeedRange(from, blocks, new FeedHead(feed, length, chain, signature));
    }
}
