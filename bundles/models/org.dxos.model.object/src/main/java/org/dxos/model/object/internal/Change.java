package org.dxos.model.object.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An edit whose path is still as people wrote it: becomes an operation on a given object. */
@FunctionalInterface
public interface Change {
    /**
     * The operation, or null when there is nothing to change.
     *
     * @throws IllegalArgumentException when the object has no place for it; says why
     */
    @Nullable
    Op on(Value.Fields root);

    static Change set(Path path, Value value) {
        checkDepth(path, value, 0);
        return root -> new Op.Set(Located.of(root, path).steps(), value);
    }

    static Change delete(Path path) {
        return root -> {
            Located target = Located.of(root, path);
            return target.value() == null ? null : new Op.Delete(target.steps());
        };
    }

    static Change push(Path path, List<Value> values) {
        checkAll(path, values);
        return root -> {
            Located target = Located.of(root, path);
            expect(path, target.value(), Value.Elements.EMPTY);
            return new Op.Insert(target.steps(), Op.Place.Edge.END, values);
        };
    }

    static Change insert(Path path, int index, List<Value> values) {
        checkAll(path, values);
        if (index < 0) {
            throw new IllegalArgumentException("an index is at least 0, not " + index);
        }
        return root -> {
            Located target = Located.of(root, path);
            expect(path, target.value(), Value.Elements.EMPTY);
            Value.Elements list = target.value() instanceof Value.Elements present ? present : Value.Elements.EMPTY;
            return new Op.Insert(target.steps(), place(path, list, index), values);
        };
    }

    static Change add(Path path, List<Value> values) {
        checkAll(path, values);
        return root -> {
            Located target = Located.of(root, path);
            expect(path, target.value(), Value.Members.EMPTY);
            return new Op.Add(target.steps(), values);
        };
    }

    static Change remove(Path path, List<Value> values) {
        checkAll(path, values);
        return root -> {
            Located target = Located.of(root, path);
            expect(path, target.value(), Value.Members.EMPTY);
            boolean any = target.value() instanceof Value.Members set
                    && values.stream().anyMatch(value -> Containers.contains(set, value));
            return any ? new Op.Remove(target.steps(), values) : null;
        };
    }

    static Change count(Path path, long delta) {
        return root -> {
            Located target = Located.of(root, path);
            expect(path, target.value(), new Value.Int(0));
            return new Op.Count(target.steps(), delta);
        };
    }

    private static Op.Place place(Path path, Value.Elements list, int index) {
        int size = list.elements().size();
        if (index > size) {
            throw new IllegalArgumentException(
                    "\"" + path + "\" has the size " + size + "; there is no place " + index);
        }
        if (index == 0) {
            return Op.Place.Edge.START;
        }
        Step.At left = new Step.At(Located.born(list, index - 1).id(), index - 1);
        return new Op.Place.Behind(
                left,
                index == size ? null : new Step.At(Located.born(list, index).id(), index));
    }

    private static void expect(Path path, @Nullable Value value, Value like) {
        if (value != null && value.getClass() != like.getClass()) {
            throw new IllegalArgumentException("\"" + path + "\" is " + value.kind() + ", not " + like.kind());
        }
    }

    private static void checkAll(Path path, List<Value> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("at least one value is needed");
        }
        values.forEach(value -> checkDepth(path, value, 1));
    }

    private static void checkDepth(Path path, Value value, int more) {
        int depth = path.segments().size() + more + Plain.depth(value);
        if (depth > Limits.DEPTH) {
            throw new IllegalArgumentException("values nest at most " + Limits.DEPTH
                    + " deep, counted from the object; at \"" + path + "\" it would be " + depth);
        }
    }
}
