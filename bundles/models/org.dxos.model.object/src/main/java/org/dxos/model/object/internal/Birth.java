package org.dxos.model.object.internal;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.key.FeedKey;

/**
 * Gives list elements their identities while a mutation is applied. Numbers go up in the order in which values stand in the
 * mutation, outer elements before inner ones; each operation starts at a number that depends on the mutation alone.
 */
final class Birth {
    private final FeedKey feed;
    private final long sequence;
    private final int index;
    private int next;

    Birth(FeedKey feed, long sequence, int index) {
        this.feed = feed;
        this.sequence = sequence;
        this.index = index;
    }

    void startAt(int number) {
        next = number;
    }

    /** The elements that some values of an insertion become. */
    List<Value.Element> elements(List<Value> values) {
        List<Value.Element> elements = new ArrayList<>(values.size());
        for (Value value : values) {
            ElementId id = new ElementId(feed, sequence, index, next++);
            elements.add(new Value.Element(id, value(value)));
        }
        return elements;
    }

    /** A value of a mutation as it stands in a state. */
    Value value(Value value) {
        if (value instanceof Value.Literal literal) {
            return new Value.Elements(Sequence.copyOf(elements(literal.values())));
        }
        if (value instanceof Value.Fields object && holdsLists(object)) {
            List<Value.Field> fields = new ArrayList<>(object.fields().size());
            for (Value.Field field : object.fields()) {
                fields.add(new Value.Field(field.name(), value(field.value())));
            }
            return new Value.Fields(Sequence.copyOf(fields));
        }
        return value;
    }

    private static boolean holdsLists(Value value) {
        if (value instanceof Value.Fields object) {
            for (Value.Field field : object.fields()) {
                if (holdsLists(field.value())) {
                    return true;
                }
            }
        }
        return value instanceof Value.Literal;
    }

    /** How many elements an operation makes. */
    static int count(Op op) {
        if (op instanceof Op.Set set) {
            return count(set.value());
        }
        return op instanceof Op.Insert insert ? count(insert.values()) : 0;
    }

    private static int count(List<Value> values) {
        int count = values.size();
        for (Value value : values) {
            count += count(value);
        }
        return count;
    }

    private static int count(Value value) {
        if (value instanceof Value.Literal literal) {
            return count(literal.values());
        }
        int count = 0;
        if (value instanceof Value.Fields object) {
            for (Value.Field field : object.fields()) {
                count += count(field.value());
            }
        }
        return count;
    }
}
