package org.dxos.model.object.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a path leads to in one object: the steps with list indexes turned into identities, and the value there, null for none. */
public record Located(List<Step> steps, @Nullable Value value) {
    /** The value at a path, or null: also when the path leads through something that has no such parts. */
    public static @Nullable Value find(Value.Fields root, Path path) {
        Value value = root;
        for (Path.Segment segment : path.segments()) {
            if (segment instanceof Path.Name name && value instanceof Value.Fields object) {
                value = Containers.get(object, name.name());
            } else if (segment instanceof Path.Index index
                    && value instanceof Value.Elements list
                    && index.index() < list.elements().size()) {
                value = list.elements().get(index.index()).value();
            } else {
                return null;
            }
        }
        return value;
    }

    /**
     * Finds the way for an edit. Names may be missing.
     *
     * @throws IllegalArgumentException when an edit along this path would change nothing: says where and why
     */
    static Located of(Value.Fields root, Path path) {
        List<Step> steps = new ArrayList<>(path.segments().size());
        Value value = root;
        for (int i = 0; i < path.segments().size(); i++) {
            if (path.segments().get(i) instanceof Path.Index index) {
                Value.Element element = element(value, path, i, index.index());
                steps.add(new Step.At(element.id(), index.index()));
                value = element.value();
            } else if (path.segments().get(i) instanceof Path.Name name) {
                steps.add(new Step.Name(name.name()));
                if (value != null && !(value instanceof Value.Fields)) {
                    throw new IllegalArgumentException(
                            quoted(path, i) + " is " + value.kind() + ", so it has no part \"" + name.name() + "\"");
                }
                value = value instanceof Value.Fields object ? Containers.get(object, name.name()) : null;
            }
        }
        return new Located(List.copyOf(steps), value);
    }

    private static Value.Element element(@Nullable Value list, Path path, int depth, int index) {
        if (!(list instanceof Value.Elements elements)) {
            throw new IllegalArgumentException(
                    quoted(path, depth) + (list == null ? " does not exist" : " is " + list.kind() + ", not a list"));
        }
        int size = elements.elements().size();
        if (index >= size) {
            throw new IllegalArgumentException(
                    quoted(path, depth) + " has no element " + index + "; its size is " + size);
        }
        return born(elements, index);
    }

    /** An element that may be named in a mutation. */
    static Value.Element born(Value.Elements list, int index) {
        Value.Element element = list.elements().get(index);
        if (element.id().sequence() < 0) {
            throw new IllegalArgumentException(
                    "element " + index + " is made by this same edit and has no identity yet; insert it complete");
        }
        return element;
    }

    private static String quoted(Path path, int depth) {
        return depth == 0 ? "the object" : "\"" + path.first(depth) + "\"";
    }
}
