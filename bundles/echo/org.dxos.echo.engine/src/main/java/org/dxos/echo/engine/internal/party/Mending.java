package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Echo.Progress;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.FeedCheck;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.Verification;

/** Reads the feeds of an open party wholly, and gives them back from an archive what is damaged. Confined to one thread. */
public final class Mending implements Archive.Reader {
    private final PartyCore party;
    private long blocks;

    public Mending(PartyCore party) {
        this.party = party;
    }

    /** Checks every checksum, chain and signature of every feed. */
    public static List<FeedCheck> verify(PartyCore party, Progress progress) {
        List<FeedCheck> checks = new ArrayList<>();
        for (FeedState feed : party.feedStates()) {
            try {
                Verification found = feed.log.verify((done, total) -> {
                    progress.report(done, total);
                    return true;
                });
                checks.add(new FeedCheck(
                        feed.key,
                        found.blocks(),
                        found.commits(),
                        found.damage().stream().map(Mending::words).toList()));
            } catch (FeedException e) {
                checks.add(new FeedCheck(feed.key, 0, 0, List.of(String.valueOf(e.getMessage()))));
            }
        }
        return checks;
    }

    private static String words(Feed.Damage damage) {
        return damage.file() + " at byte " + damage.offset() + ": " + damage.what();
    }

    /** Blocks of the ranges out of which something was given back. */
    public long blocks() {
        return blocks;
    }

    @Override
    public void begin(Archive.Header header) {
        PartyId wanted = party.party();
        if (!header.party().equals(wanted)) {
            throw new EchoException(
                    Code.INVALID, "the archive is of party " + header.party() + ", not of party " + wanted);
        }
    }

    @Override
    public void range(FeedRange range) {
        if (party.mend(range)) {
            blocks += range.blocks().size();
        }
    }
}
