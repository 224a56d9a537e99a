package org.dxos.echo.engine.internal.party;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.ArchiveInfo;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.feed.Chain;
import org.dxos.echo.feed.FeedRange;
import org.dxos.halo.credential.Roster;
import org.jspecify.annotations.Nullable;

/** Follows the chain and checks the signature of every range of an archive, without keeping any of it. Confined to one thread. */
public final class ArchiveCheck implements Archive.Reader {
    private final Map<FeedKey, Long> lengths = new TreeMap<>();
    private final Map<FeedKey, Hash> chains = new HashMap<>();
    private Archive.@Nullable Header header;
    private int members;

    @Override
    public void begin(Archive.Header begun) {
        header = begun;
        members =
                Roster.empty(begun.party()).with(begun.credentials()).members().size();
        if (members == 0) {
            throw new EchoException(Code.INVALID, "the archive does not hold the genesis of party " + begun.party());
        }
    }

    @Override
    public void range(FeedRange range) {
        FeedKey feed = range.feed();
        long length = lengths.getOrDefault(feed, 0L);
        Hash before = chains.getOrDefault(feed, Chain.start(feed));
        if (range.from() != length || !range.isAuthentic(before)) {
            throw new EchoException(
                    Code.INVALID,
                    "blocks " + range.from() + " to " + range.head().length() + " of feed " + feed
                            + (range.from() == length
                                    ? " are not what was signed"
                                    : " do not follow on the " + length + " before them"));
        }
        lengths.put(feed, range.head().length());
        chains.put(feed, range.head().chain());
    }

    /** What was found, after all of it has been read. */
    public ArchiveInfo info() {
        return new ArchiveInfo(java.util.Objects.requireNonNull(header).party(), lengths, members);
    }
}
