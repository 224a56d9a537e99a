package org.dxos.model.text.internal.yjs;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;

/** What a struct holds. Immutable. Kinds are numbered as in the update format. */
public sealed interface Content {
    int GC = 0;
    int DELETED = 1;
    int JSON = 2;
    int BINARY = 3;
    int STRING = 4;
    int EMBED = 5;
    int FORMAT = 6;
    int TYPE = 7;
    int ANY = 8;
    int DOC = 9;
    int SKIP = 10;

    int kind();

    /** How many clock values it takes, at least 1. */
    int length();

    /** The part from {@code from} to {@code to}. */
    default Content part(int from, int to) {
        return this;
    }

    /** Nothing any more ({@link #GC}, {@link #DELETED}), or nothing yet ({@link #SKIP}). */
    record Gone(int kind, int length) implements Content {
        @Override
        public Content part(int from, int to) {
            return new Gone(kind, to - from);
        }
    }

    /** Text without unpaired surrogates. */
    record Text(String text) implements Content {
        @Override
        public int kind() {
            return STRING;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public Content part(int from, int to) {
            return new Text(Surrogates.replaceUnpaired(text.substring(from, to)));
        }
    }

    /** JSON texts, or the word {@code undefined}. */
    record Json(List<String> values) implements Content {
        @Override
        public int kind() {
            return JSON;
        }

        @Override
        public int length() {
            return values.size();
        }

        @Override
        public Content part(int from, int to) {
            return new Json(List.copyOf(values.subList(from, to)));
        }
    }

    /** Values in the encoding of {@link AnyValue}. */
    record Any(List<Bytes> values) implements Content {
        @Override
        public int kind() {
            return ANY;
        }

        @Override
        public int length() {
            return values.size();
        }

        @Override
        public Content part(int from, int to) {
            return new Any(List.copyOf(values.subList(from, to)));
        }
    }

    record Binary(Bytes bytes) implements Content {
        @Override
        public int kind() {
            return BINARY;
        }

        @Override
        public int length() {
            return 1;
        }
    }

    /** A value within a text, as JSON. */
    record Embed(String json) implements Content {
        @Override
        public int kind() {
            return EMBED;
        }

        @Override
        public int length() {
            return 1;
        }
    }

    /** From here on, the text has this attribute; JSON null takes it away. */
    record Format(String key, String json) implements Content {
        @Override
        public int kind() {
            return FORMAT;
        }

        @Override
        public int length() {
            return 1;
        }
    }

    /** A shared type; elements and hooks have a name. */
    record Type(int ref, @Nullable String name) implements Content {
        public static final int ARRAY = 0;
        public static final int MAP = 1;
        public static final int TEXT = 2;
        public static final int XML_ELEMENT = 3;
        public static final int XML_FRAGMENT = 4;
        public static final int XML_HOOK = 5;
        public static final int XML_TEXT = 6;

        @Override
        public int kind() {
            return TYPE;
        }

        @Override
        public int length() {
            return 1;
        }
    }

    /** A document within the document; its options in the encoding of {@link AnyValue}. */
    record Doc(String guid, Bytes options) implements Content {
        @Override
        public int kind() {
            return DOC;
        }

        @Override
        public int length() {
            return 1;
        }
    }

    /** Two contents of one kind as one, or null when this kind does not join. */
    static @Nullable Content joined(Content left, Content right) {
        if (left instanceof Json a && right instanceof Json b) {
            return new Json(concat(a.values, b.values));
        }
        if (left instanceof Any a && right instanceof Any b) {
            return new Any(concat(a.values, b.values));
        }
        return null;
    }

    private static <T> List<T> concat(List<T> left, List<T> right) {
        List<T> all = new ArrayList<>(left);
        all.addAll(right);
        return List.copyOf(all);
    }
}
