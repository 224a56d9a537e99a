package org.dxos.echo.feed.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.feed.Chain;
import org.dxos.echo.feed.Feed.Damage;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.storage.AppendFile;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** The segments of one feed: finds, opens, checks and adds them. Any thread reads; one thread at a time adds. */
final class Segments {
    private final Folder folder;
    private final PartyId party;
    private final FeedKey feed;
    private final LogConfig config;
    private final NavigableSet<Long> firsts = new ConcurrentSkipListSet<>();
    private final NavigableSet<Long> orphans = new ConcurrentSkipListSet<>();
    private final Map<Long, Segment> opened = new ConcurrentHashMap<>();
    private final Map<Long, Long> sizes = new ConcurrentHashMap<>();
    private final List<Damage> damage = new CopyOnWriteArrayList<>();
    private volatile @Nullable FeedHead base;
    private volatile long promised;
    /** Grows when files are exchanged: a reader that fails looks again. */
    private volatile int generation;

    /** Lists the files. Left-overs of what a crash interrupted are deleted. */
    Segments(Folder folder, PartyId party, FeedKey feed, LogConfig config) throws StorageException, FeedException {
        this.folder = folder;
        this.party = party;
        this.feed = feed;
        this.config = config;
        list();
    }

    private void list() throws StorageException, FeedException {
        List<String> files = folder.files();
        FeedHead head =
                files.contains(BaseFile.NAME) ? BaseFile.read(folder, feed).orElse(null) : null;
        long kept = head == null ? 0 : head.length();
        List<Long> indexes = new ArrayList<>();
        for (String file : files) {
            Optional<Long> segment = number(file, Format.SEGMENT_SUFFIX);
            Optional<Long> index = number(file, Format.INDEX_SUFFIX);
            if (number(file, Format.FRESH_SUFFIX).isPresent()
                    || segment.orElse(kept) < kept
                    || index.orElse(kept) < kept) {
                folder.delete(file);
            } else {
                segment.ifPresent(firsts::add);
                index.ifPresent(indexes::add);
            }
        }
        indexes.removeAll(firsts);
        orphans.addAll(indexes);
        base = head;
        promise(kept);
        if (files.contains(SyncedMark.NAME)) {
            promise(SyncedMark.read(folder));
        }
    }

    /** Forgets all files that are open and looks at the folder anew. */
    synchronized void reload() throws StorageException, FeedException {
        generation++;
        close();
        opened.clear();
        sizes.clear();
        firsts.clear();
        orphans.clear();
        list();
        generation++;
    }

    int generation() {
        return generation;
    }

    /** The signed head at the first block that is kept, if that is not the feed's first. */
    @Nullable
    FeedHead base() {
        return base;
    }

    /** The first block that is kept. */
    long firstKept() {
        FeedHead head = base;
        return head == null ? 0 : head.length();
    }

    /** The chain's value before the first block that is kept. */
    Hash start() {
        FeedHead head = base;
        return head == null ? Chain.start(feed) : head.chain();
    }

    /** Blocks that are known to have been safe once. */
    long promised() {
        return promised;
    }

    void promise(long length) {
        promised = Math.max(promised, length);
    }

    /** Drops the segments before a signed head at which a segment begins. */
    void prune(FeedHead head) throws StorageException {
        BaseFile.write(folder, head);
        List<Long> dropped = List.copyOf(firsts.headSet(head.length()));
        synchronized (this) {
            base = head;
            generation++;
            firsts.removeAll(dropped);
            for (Long first : dropped) {
                sizes.remove(first);
                forget(first);
            }
        }
        for (Long first : dropped) {
            folder.delete(Format.name(first, Format.INDEX_SUFFIX));
            folder.delete(Format.name(first, Format.SEGMENT_SUFFIX));
        }
        folder.sync();
    }

    /** Closes a segment's file. */
    synchronized void forget(long first) throws StorageException {
        Segment segment = opened.remove(first);
        if (segment != null) {
            segment.file().close();
        }
    }

    /**
     * Reads a whole segment.
     *
     * @param limit the block with which the next one begins, or the length that the feed should have
     * @param before the chain's value before it, if that is known
     */
    SegmentCheck check(long first, long limit, @Nullable Hash before, TailScan.CommitCheck check)
            throws StorageException, FeedException {
        Segment segment;
        try {
            segment = holding(first);
        } catch (DamageException e) {
            synchronized (this) {
                try (AppendFile file = file(first)) {
                    return new SegmentCheck(feed, file, file.size(), limit, check, unused(first))
                            .run(first, null, e.what());
                }
            }
        }
        boolean grows = first == firsts.last() && isSound();
        long end = grows ? segment.end() : segment.file().size();
        SparseIndex index = new SparseIndex(config.indexInterval(), first);
        SegmentCheck whole = new SegmentCheck(feed, segment.file(), end, limit, check, index);
        Hash chain = segment.header().chain();
        if (before == null || before.equals(chain)) {
            whole.run(first, chain, "");
        } else {
            whole.run(first, null, "the header does not fit the blocks before it");
        }
        if (!whole.gaps().isEmpty()) {
            segment.reindex(index);
        }
        return whole;
    }

    private static SparseIndex unused(long first) {
        return new SparseIndex(1 << 30, first);
    }

    /** Notes what is wrong with a file in which a reader met damage. */
    void inspect(DamageException met, long length) throws StorageException, FeedException {
        for (Long first : firsts) {
            if (met.file().equals(folder.location() + '/' + Format.name(first, Format.SEGMENT_SUFFIX))) {
                Long next = firsts.higher(first);
                long limit = next == null ? Math.max(length, promised) : next;
                check(first, limit, null, TailScan.CommitCheck.NONE).gaps().forEach(this::add);
            }
        }
    }

    /** Takes other damage in place of all that was not repaired. */
    synchronized void replaceDamage(List<Damage> found) {
        damage.removeIf(known -> !known.repaired());
        found.forEach(this::add);
    }

    Folder folder() {
        return folder;
    }

    FeedKey feed() {
        return feed;
    }

    LogConfig config() {
        return config;
    }

    NavigableSet<Long> firsts() {
        return firsts;
    }

    /** What was found wrong so far. Damage that is met again is listed once. */
    List<Damage> damage() {
        return List.copyOf(damage);
    }

    synchronized void add(Damage found) {
        boolean known = damage.stream()
                .anyMatch(other -> other.equals(found)
                        || (!found.repaired()
                                && !other.repaired()
                                && other.from() <= found.from()
                                && other.to() >= found.to()));
        if (!known) {
            damage.add(found);
        }
    }

    boolean isSound() {
        return damage.stream().allMatch(Damage::repaired);
    }

    /** First blocks of segments of which the index is here, and nothing else. */
    List<Long> orphans() {
        return List.copyOf(orphans);
    }

    /** The segment that a block is in. There is one for every block of the feed. */
    Segment holding(long sequence) throws StorageException, DamageException, FeedException {
        Long first = firsts.floor(sequence);
        if (first == null) {
            throw new DamageException(folder.location(), 0, "the segment that holds block " + sequence + " is missing");
        }
        Segment segment = opened.get(first);
        return segment != null ? segment : openSealed(first);
    }

    /** Takes in a segment that was opened by other means. */
    void put(Segment segment) {
        firsts.add(segment.header().first());
        opened.put(segment.header().first(), segment);
    }

    AppendFile file(long first) throws StorageException {
        return folder.append(Format.name(first, Format.SEGMENT_SUFFIX));
    }

    /** Reads and checks a header. */
    SegmentHeader header(AppendFile file, long first) throws StorageException, DamageException, FeedException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(file.size(), Format.HEADER_SIZE));
        RecordScanner.readFully(file, 0, buffer);
        SegmentHeader header = SegmentHeader.decode(Bytes.wrap(buffer.array()), file.location());
        if (!header.feed().equals(feed) || !header.party().equals(party) || header.first() != first) {
            throw new FeedException(
                    file.location() + ": belongs to feed " + header.feed().hex() + " of party "
                            + header.party().hex() + " from block " + header.first() + " on, and should not be here");
        }
        return header;
    }

    /** The index file of a segment, if it is there and whole. Damage to it is noted; it will be made anew. */
    Optional<IndexFile> readIndex(long first) throws StorageException {
        String name = Format.name(first, Format.INDEX_SUFFIX);
        Optional<Bytes> content = folder.read(name);
        Optional<IndexFile> index = content.flatMap(bytes -> IndexFile.decode(bytes, first, config.indexInterval()));
        if (content.isPresent() && index.isEmpty()) {
            add(new Damage(
                    folder.location() + '/' + name, 0, first, first, "the index was damaged and is made anew", true));
        }
        return index;
    }

    /** Keeps a segment's index, which must reach no further than what is safe from a crash. */
    void writeIndex(Segment segment, long length, Hash chain, boolean sealed) throws StorageException {
        IndexFile index = new IndexFile(sealed, segment.end(), length, chain, segment.index());
        folder.replace(Format.name(segment.header().first(), Format.INDEX_SUFFIX), index.encode());
    }

    /** The header of a segment of this feed. */
    SegmentHeader headerOf(long first, Hash chain) {
        return new SegmentHeader(feed, party, first, chain);
    }

    /** Makes a new segment whose header is safe from a crash. */
    Segment create(long first, Hash chain) throws StorageException {
        AppendFile file = file(first);
        try {
            file.truncate(0);
            SegmentHeader header = headerOf(first, chain);
            file.append(header.encode().asByteBuffer());
            file.sync();
            folder.sync();
            return new Segment(file, header, new SparseIndex(config.indexInterval(), first), Format.HEADER_SIZE);
        } catch (StorageException e) {
            file.close();
            throw e;
        }
    }

    /** Bytes in all segments that can be measured. */
    long size() {
        return firsts.stream().mapToLong(this::size).sum();
    }

    void close() throws StorageException {
        StorageException failure = null;
        for (Segment segment : opened.values()) {
            try {
                segment.file().close();
            } catch (StorageException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized long size(Long first) {
        Segment segment = opened.get(first);
        Long known =
                segment == null ? sizes.get(first) : Long.valueOf(segment.file().size());
        if (known != null) {
            return known;
        }
        try (AppendFile file = file(first)) {
            sizes.put(first, file.size());
            return file.size();
        } catch (StorageException e) {
            return 0;
        }
    }

    private synchronized Segment openSealed(long first) throws StorageException, DamageException, FeedException {
        Segment known = opened.get(first);
        if (known != null) {
            return known;
        }
        AppendFile file = file(first);
        Segment segment = null;
        try {
            SegmentHeader header = header(file, first);
            segment = indexed(file, header);
            opened.put(first, segment);
            return segment;
        } finally {
            if (segment == null) {
                file.close();
            }
        }
    }

    private Segment indexed(AppendFile file, SegmentHeader header) throws StorageException, DamageException {
        long first = header.first();
        Optional<IndexFile> kept = readIndex(first);
        if (kept.isPresent() && kept.get().end() == file.size() && fits(file, header, kept.get()) != Fit.NOT) {
            return new Segment(file, header, kept.get().index(), file.size());
        }
        SparseIndex index = new SparseIndex(config.indexInterval(), first);
        TailScan scan = new TailScan(file, index, Format.HEADER_SIZE, first, header.chain()).run();
        String problem = scan.problem();
        Long next = firsts.higher(first);
        long limit = next == null ? Math.max(promised, scan.length()) : next;
        if (problem != null && scan.length() < limit) {
            SparseIndex sound = new SparseIndex(config.indexInterval(), first);
            SegmentCheck whole = new SegmentCheck(feed, file, file.size(), limit, TailScan.CommitCheck.NONE, sound)
                    .run(first, header.chain(), "");
            whole.gaps().forEach(this::add);
            return new Segment(file, header, sound, whole.soundEnd());
        }
        if (problem != null) {
            file.truncate(scan.end());
            String cut = "what stood behind the last block was cut off: " + problem;
            add(new Damage(file.location(), scan.end(), limit, limit, cut, true));
        }
        Segment segment = new Segment(file, header, index, scan.end());
        if (next != null && next == scan.length()) {
            writeIndex(segment, scan.length(), scan.value(), true);
        }
        return segment;
    }

    /** How an index and its segment go together. */
    enum Fit {
        NOT,
        AT_HEADER,
        AT_COMMIT
    }

    static Fit fits(AppendFile file, SegmentHeader header, IndexFile index) throws StorageException {
        if (index.end() == Format.HEADER_SIZE) {
            return index.length() == header.first() && index.chain().equals(header.chain()) ? Fit.AT_HEADER : Fit.NOT;
        }
        Commit commit = commitOf(file, header, index);
        return commit != null
                        && commit.length() == index.length()
                        && commit.chain().equals(index.chain())
                ? Fit.AT_COMMIT
                : Fit.NOT;
    }

    private static @Nullable Commit commitOf(AppendFile file, SegmentHeader header, IndexFile index)
            throws StorageException {
        try {
            return new Segment(file, header, index.index(), index.end()).commitEndingAt(index.end());
        } catch (DamageException e) {
            return null;
        }
    }

    private static Optional<Long> number(String file, String suffix) {
        int digits = file.length() - suffix.length();
        if (digits != 16 || !file.endsWith(suffix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(file.substring(0, digits), 16)).filter(first -> first >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
