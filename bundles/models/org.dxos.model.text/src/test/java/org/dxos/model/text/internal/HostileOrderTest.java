package org.dxos.model.text.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.model.text.TextClients;
import org.dxos.model.text.internal.doc.Document;
import org.dxos.model.text.internal.doc.Reading;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Update;
import org.junit.jupiter.api.Test;

/** Writers who name whatever neighbours they like, write clocks twice, and delete what is not there. */
class HostileOrderTest {
    private static final int ORDERS = 8;

    /** What one feed wrote, in its order. */
    private record Feed(int number, long client, List<Bytes> updates, List<Long> heights) {
        Feed(int number) {
            this(number, TextClients.id(Peer.feed(number), Peer.ITEM, 0), new ArrayList<>(), new ArrayList<>());
        }
    }

    @Test
    void anyOrderThatKeepsTheOrderOfEachFeedGivesTheSameState() {
        Seeds.forEach(2_000, random -> {
            boolean textOnly = random.nextBoolean();
            List<Feed> feeds = history(random, 2 + random.nextInt(4), 4 + random.nextInt(28), textOnly);
            Peer first = replica(feeds, random);
            for (int i = 1; i < ORDERS; i++) {
                Peer other = replica(feeds, random);
                assertEquals(new Reading(first.state).text(), new Reading(other.state).text());
                assertEquals(first.encoded(), other.encoded());
            }
        });
    }

    private static List<Feed> history(Random random, int writers, int steps, boolean textOnly) {
        List<Feed> feeds = new ArrayList<>();
        int[] ends = new int[writers];
        for (int i = 0; i < writers; i++) {
            feeds.add(new Feed(i + 1));
        }
        for (int step = 0; step < steps; step++) {
            int writer = random.nextInt(writers);
            List<Struct> structs = new ArrayList<>();
            List<DeleteRange> deletes = new ArrayList<>();
            if (random.nextInt(8) > 0) {
                int clock = random.nextInt(10) == 0 ? random.nextInt(ends[writer] + 3) : ends[writer];
                Struct struct = struct(random, feeds, ends, writer, clock, textOnly);
                structs.add(struct);
                ends[writer] = Math.max(ends[writer], struct.end());
            }
            if (random.nextInt(6) == 0) {
                int target = random.nextInt(writers);
                deletes.add(new DeleteRange(
                        feeds.get(target).client(), random.nextInt(ends[target] + 2), 1 + random.nextInt(3)));
            }
            List<Long> heights = feeds.get(writer).heights();
            heights.add((heights.isEmpty() ? 0 : heights.get(heights.size() - 1)) + 1 + random.nextInt(90));
            feeds.get(writer).updates().add(new Update(structs, deletes).version1());
        }
        return feeds;
    }

    private static Struct struct(Random random, List<Feed> feeds, int[] ends, int writer, int clock, boolean textOnly) {
        long client = feeds.get(writer).client();
        Content content = textOnly || random.nextInt(4) > 0
                ? new Content.Text("abc".substring(random.nextInt(3)))
                : random.nextBoolean()
                        ? new Content.Type(Content.Type.XML_ELEMENT, "p")
                        : new Content.Any(List.of(Bytes.fromHex("7e"), Bytes.fromHex("7f")));
        int left = random.nextInt(5) == 0 ? -1 : random.nextInt(feeds.size());
        int right = random.nextInt(5) == 0 ? -1 : random.nextInt(feeds.size());
        left = left >= 0 && ends[left] == 0 ? -1 : left;
        right = right >= 0 && ends[right] == 0 ? -1 : right;
        if (left >= 0 || right >= 0) {
            return Struct.between(
                    client,
                    clock,
                    content,
                    left < 0 ? Struct.NONE : feeds.get(left).client(),
                    left < 0 ? 0 : named(random, ends[left]),
                    right < 0 ? Struct.NONE : feeds.get(right).client(),
                    right < 0 ? 0 : named(random, ends[right]));
        } else if (textOnly || random.nextInt(3) == 0) {
            return Struct.inRoot(client, clock, content, Document.TEXT, null);
        }
        String key = random.nextBoolean() ? "k" : null;
        int parent = random.nextInt(feeds.size());
        return random.nextBoolean() || ends[parent] == 0
                ? Struct.inRoot(client, clock, content, Document.XML, key)
                : Struct.inItem(client, clock, content, feeds.get(parent).client(), random.nextInt(ends[parent]), key);
    }

    /** A clock that is written already; seldom one that may come. */
    private static int named(Random random, int end) {
        return random.nextInt(30) == 0 ? end : random.nextInt(end);
    }

    private static Peer replica(List<Feed> feeds, Random random) {
        Peer peer = new Peer(100);
        int[] taken = new int[feeds.size()];
        int rest = feeds.stream().mapToInt(feed -> feed.updates().size()).sum();
        boolean bursts = random.nextBoolean();
        while (rest > 0) {
            int from = random.nextInt(feeds.size());
            Feed feed = feeds.get(from);
            int burst = bursts ? 1 + random.nextInt(8) : 1;
            while (burst-- > 0 && taken[from] < feed.updates().size()) {
                int next = taken[from]++;
                peer.receive(
                        Peer.decode(feed.updates().get(next)),
                        Peer.feed(feed.number()),
                        feed.heights().get(next));
                rest--;
            }
            if (random.nextInt(20) == 0) {
                reload(peer);
            }
        }
        return peer;
    }

    private static void reload(Peer peer) {
        try {
            peer.reload();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
