package org.dxos.itests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.Item;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.View;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.model.ItemId;

/** All that can be seen of a party, as lines of text. */
final class Snapshot {
    private Snapshot() {}

    /** Everything. Equal on all peers with the same blocks and the same code. */
    static String of(Party party, PartyFeeds feeds) {
        return structure(party, feeds) + String.join("\n", states(party.view()).values());
    }

    /** What does not depend on the code that is installed. */
    static String structure(Party party, PartyFeeds feeds) {
        View view = party.view();
        List<String> lines = new ArrayList<>();
        lines.add("roster " + party.roster().members() + " " + party.roster().feeds());
        party.roster().decisions().forEach(decision -> lines.add(decision.toString()));
        view.timeframe().forEach((feed, length) -> lines.add("seen " + feed + " " + length));
        new TreeMap<>(feeds.lengths()).forEach((feed, length) -> lines.add(head(feeds, feed, length)));
        new TreeSet<>(party.rejections().stream()
                        .map(rejection -> "rejected " + rejection.feed() + " " + rejection.sequence() + " "
                                + rejection.reason() + " " + rejection.detail())
                        .toList())
                .forEach(lines::add);
        lines.addAll(lines(view));
        return String.join("\n", lines) + "\n";
    }

    /** What a view shows that does not depend on the code that is installed. */
    static String tree(View view) {
        return String.join("\n", lines(view)) + "\n" + view.timeframe();
    }

    private static List<String> lines(View view) {
        List<String> lines = new ArrayList<>();
        lines.add("size " + view.size() + ", roots " + ids(view.roots()));
        lines.add("visible " + ids(view.select(Query.all())));
        for (Item item : view.select(Query.all().deleted(Query.Deleted.SHOW))) {
            ItemId id = item.id();
            lines.add("item " + id + " " + item.type() + " " + item.model() + " " + item.stateMachine() + " by "
                    + item.genesis().member() + " on " + item.genesis().device() + " at "
                    + item.genesis().claimedMillis() + " ends " + item.ends() + " parent " + item.parent() + " deleted "
                    + item.isDeleted() + " visible " + item.isVisible() + " mutations " + item.mutations()
                    + " children "
                    + ids(view.children(id)) + " links " + ids(view.links(id)) + " refs " + ids(view.refs(id)));
        }
        return lines;
    }

    /** Status and state of each item. */
    static Map<ItemId, String> states(View view) {
        Map<ItemId, String> states = new TreeMap<>();
        for (Item item : view.select(Query.all().deleted(Query.Deleted.SHOW))) {
            states.put(item.id(), state(item));
        }
        return states;
    }

    static String state(Item item) {
        if (item.status() == org.dxos.echo.Status.LIVE != item.statusReason().isEmpty()) {
            throw new AssertionError(item + " says " + item.statusReason());
        }
        return item.id() + " " + item.status() + " " + item.mutations() + " "
                + item.stateHash().map(Hash::hex).orElse("-") + " " + item.tree();
    }

    private static List<ItemId> ids(List<Item> items) {
        return items.stream().map(Item::id).toList();
    }

    private static String head(PartyFeeds feeds, FeedKey feed, long length) {
        try {
            return "feed " + feed + " " + length + " " + feeds.chain(feed, length);
        } catch (FeedException e) {
            throw new AssertionError(e);
        }
    }
}
