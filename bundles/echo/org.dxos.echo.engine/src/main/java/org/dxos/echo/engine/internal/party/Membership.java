package org.dxos.echo.engine.internal.party;

import java.util.List;
import org.dxos.halo.credential.Credential;
import org.dxos.halo.credential.Roster;

/** What the party's credentials say, and which feeds they let write. Confined to the party loop. */
final class Membership {
    private final FeedTable feeds;
    private final Sequencer sequencer;
    private final RosterWatch watch;
    private boolean changed;

    Membership(FeedTable feeds, Sequencer sequencer, RosterWatch watch) {
        this.feeds = feeds;
        this.sequencer = sequencer;
        this.watch = watch;
    }

    Roster roster() {
        return watch.roster();
    }

    /** Takes over what is known before any feed is opened. */
    void begin(List<Credential> credentials) {
        watch.set(roster().with(credentials));
    }

    void learn(List<Credential> credentials) {
        if (!credentials.isEmpty()) {
            watch.set(roster().with(credentials));
            changed();
        }
    }

    /** Looks at all feeds again: whose they are, and whether they may be read now. */
    void changed() {
        changed = true;
        for (FeedState feed : feeds.all()) {
            if (feed.writer != null) {
                isAdmitted(feed);
            } else {
                sequencer.wake(feed);
            }
        }
    }

    /** Takes note of who writes feeds of which blocks have been processed. */
    void recall() {
        for (FeedState feed : feeds.all()) {
            if (feed.processed > 0) {
                feed.writer = roster().writer(feed.key).orElse(null);
            }
        }
    }

    /** Whether the roster lets the writer of a feed write; takes note of who that is. */
    boolean isAdmitted(FeedState feed) {
        Roster now = roster();
        if (!now.mayWrite(feed.key)) {
            return false;
        }
        feed.writer = now.writer(feed.key).orElse(null);
        return feed.writer != null;
    }

    boolean hasChanged() {
        return changed;
    }

    /** Tells those who watch the roster, if it has changed. */
    void tell() {
        if (changed) {
            changed = false;
            watch.tell();
        }
    }
}
