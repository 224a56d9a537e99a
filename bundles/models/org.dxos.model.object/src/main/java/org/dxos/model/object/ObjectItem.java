package org.dxos.model.object;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dxos.base.Bytes;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.model.object.internal.Change;
import org.dxos.model.object.internal.Located;
import org.dxos.model.object.internal.Op;
import org.dxos.model.object.internal.Path;
import org.dxos.model.object.internal.Plain;
import org.dxos.model.object.internal.Step;
import org.dxos.model.object.internal.Value;
import org.jspecify.annotations.Nullable;

/**
 * An item that holds named values.
 *
 * <p>A path is names joined by dots, with list indexes in brackets: {@code todos[2].title}. In a name, {@code . [ ] \} are
 * written with a backslash before them. The empty path is the whole object; it can be read, not written. Names have 1 to 256
 * bytes in UTF-8, strings and bytes at most 1 MiB, and values nest at most 64 deep.
 *
 * <p>Values go in as null, {@code Boolean}, {@code Byte} to {@code Long}, {@code Float}, {@code Double}, {@code String},
 * {@link Bytes}, {@link Instant}, and {@code List}, {@code Set} and {@code Map} of these with {@code String} keys; they come out
 * as the same, integers as {@code Long} and floats as {@code Double}, collections unmodifiable. Null is a value.
 *
 * <p>Every method that writes makes one mutation. It throws {@link IllegalArgumentException} when an argument is not of this
 * form, or when the object has no place for the change: below a value that has no parts, or on a value of another kind. Names
 * that are missing on the way are made. When a concurrent change takes the place away after the write, the write changes nothing.
 *
 * <p>As many threads may use it as may use the {@link ItemAccess} it was made from.
 */
public final class ObjectItem {
    private final ItemAccess<ObjectState, ObjectMutation> item;

    ObjectItem(ItemAccess<ObjectState, ObjectMutation> item) {
        this.item = item;
    }

    public ItemId id() {
        return item.id();
    }

    /** The content at this moment. */
    public ObjectState state() {
        return item.read(state -> state);
    }

    private @Nullable Value find(String path) {
        return Located.find(state().root(), Path.parse(path));
    }

    /** Whether there is a value at a path, null among them. */
    public boolean has(String path) {
        return find(path) != null;
    }

    /** The value at a path; null when there is none, or when it is null. */
    public @Nullable Object get(String path) {
        return Plain.object(find(path));
    }

    /** The string at a path, or the fallback when there is none. */
    public String getString(String path, String fallback) {
        return find(path) instanceof Value.Text text ? text.value() : fallback;
    }

    /** The integer at a path, or the fallback when there is none. */
    public long getLong(String path, long fallback) {
        return find(path) instanceof Value.Int integer ? integer.value() : fallback;
    }

    /** The number at a path, integers widened, or the fallback when there is none. */
    public double getDouble(String path, double fallback) {
        Value value = find(path);
        if (value instanceof Value.Int integer) {
            return integer.value();
        }
        return value instanceof Value.Real real ? real.value() : fallback;
    }

    /** The boolean at a path, or the fallback when there is none. */
    public boolean getBoolean(String path, boolean fallback) {
        return find(path) instanceof Value.Bool bool ? bool.value() : fallback;
    }

    /** The bytes at a path, or the fallback when there are none. */
    public Bytes getBytes(String path, Bytes fallback) {
        return find(path) instanceof Value.Blob blob ? blob.value() : fallback;
    }

    /** The timestamp at a path, or the fallback when there is none. */
    public Instant getInstant(String path, Instant fallback) {
        return find(path) instanceof Value.Time time ? time.value() : fallback;
    }

    /** The names in the object at a path, in order; none when there is no object. */
    public List<String> keys(String path) {
        List<String> names = new ArrayList<>();
        if (find(path) instanceof Value.Fields object) {
            object.fields().forEach(field -> names.add(field.name()));
        }
        return List.copyOf(names);
    }

    /** How many parts the object, list or set at a path has; 0 for anything else. */
    public int size(String path) {
        Value value = find(path);
        if (value instanceof Value.Fields object) {
            return object.fields().size();
        } else if (value instanceof Value.Elements list) {
            return list.elements().size();
        }
        return value instanceof Value.Members set ? set.values().size() : 0;
    }

    /** All fields by name, names in order. Unmodifiable. */
    public Map<String, @Nullable Object> toMap() {
        return state().toMap();
    }

    /** Puts a value in the place of what is there, with everything below it. */
    public Receipt set(String path, @Nullable Object value) {
        Path target = Path.parseTarget(path);
        Value converted = Plain.value(value);
        Change change = Change.set(target, converted);
        if (target.segments().size() == 1 && target.segments().get(0) instanceof Path.Name name) {
            // Fits into every object, so it can be encoded on this thread.
            return item.write(new ObjectMutation(List.of(new Op.Set(List.of(new Step.Name(name.name())), converted))));
        }
        return write(change);
    }

    /** Sets several values in one mutation, in the order of the map. */
    public Receipt setAll(Map<String, ?> values) {
        ObjectEdit edit = edit();
        values.forEach(edit::set);
        return edit.commit();
    }

    /** Removes a name from its object, or an element from its list. Does nothing when there is no such value. */
    public Receipt delete(String path) {
        return write(Change.delete(Path.parseTarget(path)));
    }

    /** Adds values at the end of a list, which is made when there is none. */
    public Receipt push(String path, @Nullable Object... values) {
        return write(Change.push(Path.parseTarget(path), Plain.values(Arrays.asList(values))));
    }

    /** Inserts values into a list, before the element that is now at the index. */
    public Receipt insert(String path, int index, @Nullable Object... values) {
        return write(Change.insert(Path.parseTarget(path), index, Plain.values(Arrays.asList(values))));
    }

    /** Adds values to a set, which is made when there is none. */
    public Receipt add(String path, @Nullable Object... values) {
        return write(Change.add(Path.parseTarget(path), Plain.values(Arrays.asList(values))));
    }

    /** Removes values from a set. Does nothing when they are not in it. */
    public Receipt remove(String path, @Nullable Object... values) {
        return write(Change.remove(Path.parseTarget(path), Plain.values(Arrays.asList(values))));
    }

    /** Adds to an integer, from 0 when there is none. Concurrent additions add up; beyond 64 bits it wraps around. */
    public Receipt count(String path, long delta) {
        return write(Change.count(Path.parseTarget(path), delta));
    }

    /** Collects several changes for one mutation. */
    public ObjectEdit edit() {
        return new ObjectEdit(item);
    }

    private Receipt write(Change change) {
        return item.write(ObjectEdit.of(List.of(change)));
    }
}
