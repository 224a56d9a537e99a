package org.dxos.echo.engine.internal.index;

import java.util.HashSet;
import java.util.Set;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.echo.Clause.FullText;
import org.dxos.echo.Item;
import org.dxos.echo.model.Index.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The keys of index entries: the number of the index, the key of the value or the word and an end, the number of the item. Beside
 * each entry lies its reverse, the item first.
 */
final class EntryKeys {
    /** Words of one item that are indexed; one with more is looked at by every search. */
    static final int MOST_WORDS = 20_000;

    /** Bytes of an item's number at the end of an entry. */
    static final int NUMBER = 4;

    private EntryKeys() {}

    /** Under which keys an item is to be found, without its number; null when that cannot be said. */
    static @Nullable Set<Bytes> of(Iterable<IndexSpec> specs, Item item) {
        Set<Bytes> keys = new HashSet<>();
        for (IndexSpec spec : specs) {
            if (!spec.covers(item)) {
                continue;
            }
            if (spec.index().kind() == Kind.SORTED) {
                Object value = item.field(spec.index().path());
                if (value != null) {
                    ByteWriter key = start(spec);
                    ValueKey.put(value, key);
                    keys.add(key.toBytes());
                }
            } else {
                Set<String> words = FullText.words(item, spec.index().path());
                if (words.size() > MOST_WORDS) {
                    return null;
                }
                for (String word : words) {
                    keys.add(word(spec, word));
                }
            }
        }
        return keys;
    }

    /** What the keys of an index begin with. */
    static ByteWriter start(IndexSpec spec) {
        return new ByteWriter(32).putInt(Integer.reverseBytes(spec.number()));
    }

    /** What the keys of a word begin with. */
    static Bytes word(IndexSpec spec, String word) {
        return start(spec).put(Bytes.utf8(word)).put(0).toBytes();
    }

    /** What the keys of all words with a beginning begin with. */
    static Bytes beginning(IndexSpec spec, String word) {
        return start(spec).put(Bytes.utf8(word)).toBytes();
    }

    static Bytes number(int item) {
        return new ByteWriter(NUMBER).putInt(Integer.reverseBytes(item)).toBytes();
    }

    static Bytes entry(Bytes key, int item) {
        return key.concat(number(item));
    }

    static Bytes reverse(Bytes key, int item) {
        return number(item).concat(key);
    }

    /** The item of an entry. */
    static int item(Bytes entry) {
        int number = 0;
        for (int i = entry.size() - NUMBER; i < entry.size(); i++) {
            number = number << 8 | (entry.at(i) & 0xff);
        }
        return number;
    }

    /** The key that a reverse entry speaks of. */
    static Bytes key(Bytes reverse) {
        return reverse.slice(NUMBER, reverse.size());
    }
}
