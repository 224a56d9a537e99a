package org.dxos.model.object.internal;

import java.util.List;
import org.dxos.base.key.FeedKey;
import org.jspecify.annotations.Nullable;

/**
 * Applies mutations. Mutations come in canonical order, so the last writer of a path wins by coming last.
 *
 * <p>Total: names missing on the way to a value are made as objects, for edits that put something there; an edit whose way leads
 * through a value of another kind or a missing element, or that asks for another kind of value than what is there, changes
 * nothing.
 */
public final class Reducer {
    private final Birth birth;

    private Reducer(Birth birth) {
        this.birth = birth;
    }

    /** The object after the operations of the mutation that stands at this place. */
    public static Value.Fields apply(Value.Fields root, List<Op> ops, FeedKey feed, long sequence, int index) {
        Birth birth = new Birth(feed, sequence, index);
        Reducer reducer = new Reducer(birth);
        Value.Fields result = root;
        int number = 0;
        for (Op op : ops) {
            birth.startAt(number);
            number += Birth.count(op);
            result = (Value.Fields) reducer.inside(result, op, 0);
        }
        return result;
    }

    /** The container after the part of the operation that is inside it; itself when nothing changes. */
    private Value inside(Value container, Op op, int depth) {
        Step step = op.path().get(depth);
        if (container instanceof Value.Fields object && step instanceof Step.Name name) {
            Value child = Containers.get(object, name.name());
            Value changed = child(child, op, depth + 1);
            if (changed == child) {
                return object;
            }
            return changed == null
                    ? Containers.without(object, name.name())
                    : Containers.with(object, name.name(), changed);
        }
        if (container instanceof Value.Elements list && step instanceof Step.At at) {
            int index = Containers.find(list, at);
            if (index < 0) {
                return list;
            }
            Value child = list.elements().get(index).value();
            Value changed = child(child, op, depth + 1);
            if (changed == child) {
                return list;
            }
            return changed == null
                    ? new Value.Elements(list.elements().without(index))
                    : Containers.with(list, index, changed);
        }
        return container;
    }

    private @Nullable Value child(@Nullable Value child, Op op, int depth) {
        if (depth == op.path().size()) {
            return target(child, op);
        }
        if (child != null) {
            return inside(child, op, depth);
        }
        Value made = inside(Value.Fields.EMPTY, op, depth);
        return made == Value.Fields.EMPTY ? null : made;
    }

    /** What the operation makes of the value at its path. */
    private @Nullable Value target(@Nullable Value value, Op op) {
        if (op instanceof Op.Set set) {
            return birth.value(set.value());
        } else if (op instanceof Op.Delete) {
            return null;
        } else if (op instanceof Op.Insert insert) {
            Value list = value == null ? Value.Elements.EMPTY : value;
            return list instanceof Value.Elements elements ? inserted(elements, insert) : value;
        } else if (op instanceof Op.Add add) {
            Value set = value == null ? Value.Members.EMPTY : value;
            return set instanceof Value.Members members ? Containers.with(members, add.values()) : value;
        } else if (op instanceof Op.Remove remove) {
            return value instanceof Value.Members members ? Containers.without(members, remove.values()) : value;
        } else if (op instanceof Op.Count count) {
            Value number = value == null ? new Value.Int(0) : value;
            return number instanceof Value.Int integer ? new Value.Int(integer.value() + count.delta()) : value;
        }
        throw new IllegalStateException("an operation of no known kind: " + op);
    }

    private Value inserted(Value.Elements list, Op.Insert insert) {
        return Containers.inserted(list, position(list, insert.place()), birth.elements(insert.values()));
    }

    private static int position(Value.Elements list, Op.Place place) {
        int size = list.elements().size();
        if (place instanceof Op.Place.Behind behind) {
            int left = Containers.find(list, behind.left());
            if (left >= 0) {
                return left + 1;
            }
            int right = behind.right() == null ? -1 : Containers.find(list, behind.right());
            return right >= 0 ? right : size;
        }
        return place == Op.Place.Edge.START ? 0 : size;
    }
}
