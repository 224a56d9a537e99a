package org.dxos.model.object.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes own changes back, path by path: a value goes back to what it was before them if it still is what they made it; a number
 * that was counted is counted back; elements and members that they put in are taken out, and those that they took out are put in.
 */
public final class Reversal {
    private final Value.Fields before;
    private final Value.Fields after;
    private final Value.Fields present;
    private final List<Op> result = new ArrayList<>();
    private final List<List<Step>> settled = new ArrayList<>();

    /**
     * @param before the object before the changes
     * @param after the object with them and nothing else
     * @param present the object now
     */
    public Reversal(Value.Fields before, Value.Fields after, Value.Fields present) {
        this.before = before;
        this.after = after;
        this.present = present;
    }

    /** What takes the changes back; empty when nothing is left of them. */
    public List<Op> of(List<Op> undone) {
        Map<List<Step>, List<Op>> byPath = new LinkedHashMap<>();
        for (Op op : undone) {
            byPath.computeIfAbsent(place(op), path -> new ArrayList<>()).add(op);
        }
        byPath.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().size()))
                .forEach(entry -> reverse(entry.getKey(), entry.getValue()));
        return List.copyOf(result);
    }

    /** Where an operation is looked at: an element is taken out of, or put into, its list. */
    private static List<Step> place(Op op) {
        List<Step> path = op.path();
        boolean isElement = op instanceof Op.Delete && path.get(path.size() - 1) instanceof Step.At;
        return isElement ? path.subList(0, path.size() - 1) : path;
    }

    private void reverse(List<Step> path, List<Op> ops) {
        if (settled.stream()
                .anyMatch(done -> path.size() >= done.size()
                        && path.subList(0, done.size()).equals(done))) {
            return;
        }
        List<Step> shallowest = madeAt(path);
        Value was = find(before, path);
        Value made = find(after, path);
        Value now = find(present, path);
        if (was instanceof Value.Elements a && made instanceof Value.Elements b && now instanceof Value.Elements c) {
            elements(path, a, b, c);
        } else if (made instanceof Value.Members b && now instanceof Value.Members c && !(was == null && b.equals(c))) {
            members(path, was instanceof Value.Members a ? a : Value.Members.EMPTY, b, c);
        } else if (ops.stream().allMatch(Op.Count.class::isInstance) && now instanceof Value.Int) {
            count(path, was, made, now, ops);
        } else {
            for (int size = shallowest.size(); size <= path.size(); size++) {
                if (restore(path.subList(0, size))) {
                    return;
                }
            }
        }
    }

    /** The shortest part of a path that was not there before, or the whole path. */
    private List<Step> madeAt(List<Step> path) {
        for (int size = 1; size < path.size(); size++) {
            if (find(before, path.subList(0, size)) == null) {
                return path.subList(0, size);
            }
        }
        return path;
    }

    /** Puts back what was there, if what is there is still what the changes made. */
    private boolean restore(List<Step> path) {
        Value was = find(before, path);
        Value made = find(after, path);
        Value now = find(present, path);
        if (!isSame(made, now)) {
            return false;
        }
        if (!isSame(was, now) && (path.size() == 1 || find(present, path.subList(0, path.size() - 1)) != null)) {
            result.add(was == null ? new Op.Delete(path) : new Op.Set(path, unborn(was)));
        }
        settled.add(path);
        return true;
    }

    private void count(List<Step> path, @Nullable Value was, @Nullable Value made, Value now, List<Op> ops) {
        if (was == null && now.equals(made)) {
            restore(path);
            return;
        }
        long delta = ops.stream().mapToLong(op -> ((Op.Count) op).delta()).sum();
        if (delta != 0 && made instanceof Value.Int) {
            result.add(new Op.Count(path, -delta));
        }
    }

    private void members(List<Step> path, Value.Members was, Value.Members made, Value.Members now) {
        List<Value> added = members(made, value -> !Containers.contains(was, value) && Containers.contains(now, value));
        List<Value> removed =
                members(was, value -> !Containers.contains(made, value) && !Containers.contains(now, value));
        if (!added.isEmpty()) {
            result.add(new Op.Remove(path, added));
        }
        if (!removed.isEmpty()) {
            result.add(new Op.Add(path, removed));
        }
    }

    private static List<Value> members(Value.Members set, Predicate<Value> which) {
        List<Value> found = new ArrayList<>();
        set.values().forEach(value -> {
            if (which.test(value)) {
                found.add(value);
            }
        });
        return List.copyOf(found);
    }

    private void elements(List<Step> path, Value.Elements was, Value.Elements made, Value.Elements now) {
        for (int i = 0; i < made.elements().size(); i++) {
            Step.At at = at(made, i);
            if (Containers.find(was, at) < 0 && Containers.find(now, at) >= 0) {
                List<Step> element = new ArrayList<>(path);
                element.add(at);
                result.add(new Op.Delete(List.copyOf(element)));
                settled.add(List.copyOf(element));
            }
        }
        int i = 0;
        while (i < was.elements().size()) {
            int end = i;
            List<Value> values = new ArrayList<>();
            while (end < was.elements().size()
                    && Containers.find(made, at(was, end)) < 0
                    && Containers.find(now, at(was, end)) < 0) {
                values.add(unborn(was.elements().get(end).value()));
                end++;
            }
            if (end > i) {
                result.add(new Op.Insert(path, place(was, i, end, now), List.copyOf(values)));
            }
            i = end + 1;
        }
    }

    /** Behind the nearest element before them that is still there, else before the nearest after them. */
    private static Op.Place place(Value.Elements was, int from, int to, Value.Elements now) {
        Step.At right = null;
        for (int i = to; i < was.elements().size() && right == null; i++) {
            right = Containers.find(now, at(was, i)) >= 0 ? at(was, i) : null;
        }
        for (int i = from - 1; i >= 0; i--) {
            if (Containers.find(now, at(was, i)) >= 0) {
                return new Op.Place.Behind(at(was, i), right);
            }
        }
        return Op.Place.Edge.START;
    }

    private static Step.At at(Value.Elements list, int index) {
        return new Step.At(list.elements().get(index).id(), index);
    }

    private static @Nullable Value find(Value.Fields root, List<Step> path) {
        Value value = root;
        for (Step step : path) {
            if (step instanceof Step.Name name && value instanceof Value.Fields object) {
                value = Containers.get(object, name.name());
            } else if (step instanceof Step.At at && value instanceof Value.Elements list) {
                int index = Containers.find(list, at);
                value = index < 0 ? null : list.elements().get(index).value();
            } else {
                return null;
            }
        }
        return value;
    }

    private static boolean isSame(@Nullable Value left, @Nullable Value right) {
        return left == null || right == null ? left == right : unborn(left).equals(unborn(right));
    }

    /** A value as it stands in a mutation: lists without identities. */
    private static Value unborn(Value value) {
        if (value instanceof Value.Elements list) {
            List<Value> values = new ArrayList<>(list.elements().size());
            list.elements().forEach(element -> values.add(unborn(element.value())));
            return new Value.Literal(values);
        }
        if (value instanceof Value.Fields object) {
            List<Value.Field> fields = new ArrayList<>(object.fields().size());
            object.fields().forEach(field -> fields.add(new Value.Field(field.name(), unborn(field.value()))));
            return new Value.Fields(Sequence.copyOf(fields));
        }
        return value;
    }
}
