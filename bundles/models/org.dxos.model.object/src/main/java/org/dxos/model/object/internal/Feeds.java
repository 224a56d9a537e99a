package org.dxos.model.object.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PublicKey;

/** The feeds that element identities name, ascending, so that an identity holds a small number in place of a key. */
final class Feeds {
    private final List<FeedKey> keys;
    private final Map<FeedKey, Integer> numbers;

    private Feeds(List<FeedKey> keys) {
        this.keys = keys;
        numbers = new HashMap<>();
        for (FeedKey key : keys) {
            numbers.put(key, numbers.size());
        }
    }

    static Feeds ofState(Value root) {
        SortedSet<FeedKey> found = new TreeSet<>();
        collect(root, found);
        return new Feeds(List.copyOf(found));
    }

    static Feeds ofMutation(List<Op> ops) {
        SortedSet<FeedKey> found = new TreeSet<>();
        for (Op op : ops) {
            for (Step step : op.path()) {
                collect(step, found);
            }
            if (op instanceof Op.Insert insert && insert.place() instanceof Op.Place.Behind behind) {
                collect(behind.left(), found);
                if (behind.right() != null) {
                    collect(behind.right(), found);
                }
            }
        }
        return new Feeds(List.copyOf(found));
    }

    private static void collect(Step step, SortedSet<FeedKey> found) {
        if (step instanceof Step.At at) {
            found.add(at.id().feed());
        }
    }

    private static void collect(Value value, SortedSet<FeedKey> found) {
        if (value instanceof Value.Fields object) {
            for (Value.Field field : object.fields()) {
                collect(field.value(), found);
            }
        } else if (value instanceof Value.Elements list) {
            for (Value.Element element : list.elements()) {
                found.add(element.id().feed());
                collect(element.value(), found);
            }
        }
    }

    void write(ByteWriter out) {
        out.putVar(keys.size());
        for (FeedKey key : keys) {
            out.put(key.bytes());
        }
    }

    static Feeds read(ByteReader in) throws MalformedException {
        int count = in.var(in.remaining() / PublicKey.SIZE);
        List<FeedKey> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            FeedKey key = FeedKey.of(in.bytes(PublicKey.SIZE));
            if (i > 0 && keys.get(i - 1).compareTo(key) >= 0) {
                throw new MalformedException("feeds that do not ascend, before byte " + in.position());
            }
            keys.add(key);
        }
        return new Feeds(keys);
    }

    void writeId(ByteWriter out, ElementId id) {
        Integer number = numbers.get(id.feed());
        if (number == null) {
            throw new IllegalStateException("feed " + id.feed() + " was not collected");
        }
        out.putVar(number).putVar(id.sequence()).putVar(id.index()).putVar(id.number());
    }

    ElementId readId(ByteReader in) throws MalformedException {
        if (keys.isEmpty()) {
            throw new MalformedException("an element without a feed, at byte " + in.position());
        }
        FeedKey feed = keys.get(in.var(keys.size() - 1));
        long sequence = in.var();
        if (sequence < 0) {
            throw new MalformedException("a sequence above 2^63 - 1, before byte " + in.position());
        }
        return new ElementId(feed, sequence, in.var(Integer.MAX_VALUE), in.var(Integer.MAX_VALUE));
    }
}
