package org.dxos.model.text.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dxos.base.Bytes;
import org.dxos.base.key.FeedKey;
import org.dxos.model.text.Splice;
import org.dxos.model.text.TextClients;
import org.dxos.model.text.internal.doc.Document;
import org.dxos.model.text.internal.doc.Export;
import org.dxos.model.text.internal.doc.LocalEdits;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Update;

/** Updates as an editor makes them, and updates that nobody would make but somebody could write. */
final class RandomUpdates {
    private static final String[] TEXTS = {
        "a", "bc", "\ud83d\ude00", "def", "\ud83d\ude01x", "y\ud83d\ude02", "long text"
    };

    private final RandomGenerator random;
    private final Document document;
    private final FeedKey feed;

    RandomUpdates(RandomGenerator random, Document document, FeedKey feed) {
        this.random = random;
        this.document = document;
        this.feed = feed;
    }

    Update honest() {
        LocalEdits edits = new LocalEdits(document, feed);
        int length = document.length();
        int index = random.nextInt(length + 1);
        int count = random.nextInt(Math.min(6, length - index) + 1);
        Update update =
                switch (random.nextInt(8)) {
                    case 0 -> edits.format(index, count, attributes());
                    case 1 -> edits.insert(index, text(), attributes());
                    case 2, 3 -> edits.splice(index, count, "");
                    case 4 ->
                        edits.edits(List.of(
                                new Splice(index, count, text()),
                                new Splice(index, 0, text()),
                                new Splice(index, 1, "")));
                    default -> edits.splice(index, random.nextInt(4) == 0 ? count : 0, text());
                };
        return update == null ? new Update(List.of(), List.of()) : update;
    }

    /**
     * Structs of the right client, or another, of all kinds, with gaps in the clocks, in roots and parents as they come; deletes
     * of anything, also of what is not there. Some name neighbours that never stood side by side, some write a clock again.
     */
    Update hostile() {
        List<Struct> known = new Export(document).update().structs();
        List<Struct> structs = new ArrayList<>();
        long client = random.nextInt(12) == 0 && !known.isEmpty()
                ? pick(known).client()
                : TextClients.id(feed, document.item(), random.nextInt(3));
        int clock = Math.max(0, document.state(client) + (random.nextInt(3) > 0 ? 0 : random.nextInt(6) - 2));
        for (int n = random.nextInt(4); n > 0; n--) {
            Struct struct = struct(known, client, clock);
            structs.add(struct);
            clock = struct.end() + (random.nextInt(8) == 0 ? 1 : 0);
        }
        List<DeleteRange> deletes = new ArrayList<>();
        for (int n = random.nextInt(3); n > 0; n--) {
            long target = known.isEmpty() ? client : pick(known).client();
            deletes.add(new DeleteRange(target, random.nextInt(document.state(target) + 3), 1 + random.nextInt(3)));
        }
        deletes.sort(Comparator.comparingLong(DeleteRange::client).thenComparingInt(DeleteRange::clock));
        return Peer.decode(new Update(structs, deletes).version1());
    }

    private Struct struct(List<Struct> known, long client, int clock) {
        if (random.nextInt(20) == 0) {
            return Struct.gone(client, clock, Content.GC, 1 + random.nextInt(3));
        }
        Content content = content();
        int form = known.isEmpty() || random.nextInt(40) == 0 ? 0 : 1 + random.nextInt(7);
        if (form == 0) {
            return Struct.inRoot(client, clock, content, Document.XML, "k" + random.nextInt(3));
        } else if (form == 1) {
            Struct parent = known.stream()
                    .filter(struct -> struct.content() instanceof Content.Type)
                    .reduce((a, b) -> random.nextBoolean() ? a : b)
                    .orElse(pick(known));
            return Struct.inItem(client, clock, content, parent.client(), parent.clock(), key());
        }
        if (form <= 3) {
            Struct left = pick(known);
            Struct right = pick(known);
            boolean both = random.nextInt(4) > 0;
            return Struct.between(
                    client,
                    clock,
                    content,
                    left.client(),
                    left.clock() + random.nextInt(left.length()),
                    both ? right.client() : Struct.NONE,
                    both ? right.clock() + random.nextInt(right.length()) : 0);
        }
        Update here = new LocalEdits(document, feed).splice(random.nextInt(document.length() + 1), 0, "x");
        Struct near = here.structs().get(0);
        return near.root() != null
                ? Struct.inRoot(client, clock, content, Document.TEXT, null)
                : Struct.between(
                        client,
                        clock,
                        content,
                        near.originClient(),
                        near.originClock(),
                        near.rightClient(),
                        near.rightClock());
    }

    private String key() {
        return random.nextInt(3) == 0 ? "k" + random.nextInt(2) : null;
    }

    private Content content() {
        return switch (random.nextInt(12)) {
            case 0 -> new Content.Type(random.nextInt(3), null);
            case 1 -> new Content.Type(Content.Type.XML_ELEMENT, "P");
            case 2 -> new Content.Format("b", random.nextBoolean() ? "true" : "null");
            case 3 -> new Content.Embed("{\"x\":1}");
            case 4 -> new Content.Any(List.of(Bytes.fromHex("7701 61".replace(" ", "")), Bytes.fromHex("7e")));
            case 5 -> new Content.Json(List.of("1", "undefined", "\"x\""));
            case 6 -> new Content.Gone(Content.DELETED, 1 + random.nextInt(3));
            case 7 -> new Content.Binary(Bytes.fromHex("0102"));
            default -> new Content.Text(text());
        };
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private Map<String, Object> attributes() {
        Map<String, Object> attributes = new java.util.HashMap<>();
        attributes.put(random.nextBoolean() ? "bold" : "link", random.nextBoolean() ? true : null);
        return attributes;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
