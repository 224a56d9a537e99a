package org.dxos.model.object.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Look-ups in and changed copies of objects, lists and sets. */
public final class Containers {
    private Containers() {}

    public static @Nullable Value get(Value.Fields object, String name) {
        int at = find(object, name);
        return at < 0 ? null : object.fields().get(at).value();
    }

    static Value.Fields with(Value.Fields object, String name, Value value) {
        int at = find(object, name);
        Value.Field field = new Value.Field(name, value);
        return new Value.Fields(
                at < 0
                        ? object.fields().inserted(-at - 1, field)
                        : object.fields().with(at, field));
    }

    static Value.Fields without(Value.Fields object, String name) {
        int at = find(object, name);
        return at < 0 ? object : new Value.Fields(object.fields().without(at));
    }

    private static int find(Value.Fields object, String name) {
        return object.fields().search(field -> field.name().compareTo(name));
    }

    /** The index of an element, or -1. Looks outwards from where the writer saw it. */
    public static int find(Value.Elements list, Step.At step) {
        Sequence<Value.Element> elements = list.elements();
        int size = elements.size();
        int start = Math.min(step.position(), size - 1);
        for (int distance = 0; distance < size; distance++) {
            int below = start - distance;
            if (below >= 0 && elements.get(below).id().equals(step.id())) {
                return below;
            }
            int above = start + distance;
            if (above < size && elements.get(above).id().equals(step.id())) {
                return above;
            }
            if (below < 0 && above >= size) {
                return -1;
            }
        }
        return -1;
    }

    static Value.Elements with(Value.Elements list, int at, Value value) {
        Value.Element changed = new Value.Element(list.elements().get(at).id(), value);
        return new Value.Elements(list.elements().with(at, changed));
    }

    static Value.Elements inserted(Value.Elements list, int at, List<Value.Element> born) {
        Sequence<Value.Element> elements = list.elements();
        if (elements.isEmpty()) {
            return new Value.Elements(Sequence.copyOf(born));
        }
        int next = at;
        for (Value.Element element : born) {
            elements = elements.inserted(next++, element);
        }
        return new Value.Elements(elements);
    }

    public static boolean contains(Value.Members set, Value value) {
        return find(set.values(), value) >= 0;
    }

    static Value.Members with(Value.Members set, List<Value> values) {
        Sequence<Value> members = set.values();
        for (Value value : values) {
            int at = find(members, value);
            members = at < 0 ? members.inserted(-at - 1, value) : members;
        }
        return members == set.values() ? set : new Value.Members(members);
    }

    static Value.Members without(Value.Members set, List<Value> values) {
        Sequence<Value> members = set.values();
        for (Value value : values) {
            int at = find(members, value);
            members = at < 0 ? members : members.without(at);
        }
        return members == set.values() ? set : new Value.Members(members);
    }

    private static int find(Sequence<Value> members, Value value) {
        return members.search(member -> ValueOrder.ORDER.compare(member, value));
    }
}
