package org.dxos.echo.engine.internal.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.echo.engine.internal.tree.Tree;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/** The numbers under which a party knows ids of items, and types of items, on this node. Immutable. */
public record Names(Tree numbers) {
    static final Names EMPTY = new Names(Tree.empty());

    private static final int ITEM = 0;
    private static final int TYPE = 1;
    private static final Bytes FIRST_ITEM = Bytes.wrap(new byte[] {ITEM});
    private static final Bytes FIRST_TYPE = Bytes.wrap(new byte[] {TYPE});

    @Nullable
    Integer item(ItemId id) {
        return number(key(id));
    }

    @Nullable
    Integer type(String type) {
        return number(key(type));
    }

    /** How many items have numbers; they are from 0 on. */
    int items() {
        return (int) numbers.count(FIRST_ITEM, FIRST_TYPE);
    }

    /** How many types have numbers; they are from 0 on. */
    int types() {
        return (int) numbers.count(FIRST_TYPE, null);
    }

    Names with(ItemId id, int number) {
        return new Names(numbers.with(key(id), Tree.number(number)));
    }

    Names with(String type, int number) {
        return new Names(numbers.with(key(type), Tree.number(number)));
    }

    /** Ids that begin with hexadecimal digits, sorted. */
    List<ItemId> startingWith(String digits, int limit, Predicate<Integer> wanted) {
        if (digits.length() > 2 * ItemId.SIZE || !digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
            return List.of();
        }
        Bytes whole = Bytes.fromHex(digits.substring(0, digits.length() / 2 * 2));
        Bytes from = FIRST_ITEM.concat(whole);
        List<ItemId> found = new ArrayList<>();
        numbers.ascend(from, Tree.after(from), (key, value) -> {
            ItemId id = new ItemId(Bytes.wrap(key.slice(1, key.size()).toArray()));
            if (found.size() < limit && id.hex().startsWith(digits) && wanted.test((int) Tree.number(value))) {
                found.add(id);
            }
            return found.size() < limit;
        });
        return found;
    }

    private @Nullable Integer number(Bytes key) {
        Bytes value = numbers.get(key);
        return value == null ? null : (int) Tree.number(value);
    }

    private static Bytes key(ItemId id) {
        return new ByteWriter(1 + ItemId.SIZE).put(ITEM).put(id.bytes()).toBytes();
    }

    private static Bytes key(String type) {
        return FIRST_TYPE.concat(Bytes.wrap(type.getBytes(StandardCharsets.UTF_8)));
    }
}
