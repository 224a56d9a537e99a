package org.dxos.model.text.internal.yjs;

import org.jspecify.annotations.Nullable;

/**
 * Content with its identity, its neighbours when it was written, and, where it had none, its parent. Immutable. Identities are
 * a client id and a clock; a client of {@link #NONE} stands for no identity.
 *
 * @param root the name of the root type it stands in, when it has neither neighbours nor a parent item
 * @param key the entry of its parent that it is a value of, or null for an element of its sequence; only where a parent is given
 */
public record Struct(
        long client,
        int clock,
        Content content,
        long originClient,
        int originClock,
        long rightClient,
        int rightClock,
        @Nullable String root,
        long parentClient,
        int parentClock,
        @Nullable String key) {
    public static final long NONE = -1;

    /** Something that stands between two neighbours, at least one of them given. */
    public static Struct between(
            long client,
            int clock,
            Content content,
            long originClient,
            int originClock,
            long rightClient,
            int rightClock) {
        return new Struct(
                client, clock, content, originClient, originClock, rightClient, rightClock, null, NONE, 0, null);
    }

    /** Something without neighbours in a root type. */
    public static Struct inRoot(long client, int clock, Content content, String root, @Nullable String key) {
        return new Struct(client, clock, content, NONE, 0, NONE, 0, root, NONE, 0, key);
    }

    /** Something without neighbours in the type that an item holds. */
    public static Struct inItem(
            long client, int clock, Content content, long parentClient, int parentClock, @Nullable String key) {
        return new Struct(client, clock, content, NONE, 0, NONE, 0, null, parentClient, parentClock, key);
    }

    /** A struct that says that nothing is left of it. */
    public static Struct gone(long client, int clock, int kind, int length) {
        return new Struct(client, clock, new Content.Gone(kind, length), NONE, 0, NONE, 0, null, NONE, 0, null);
    }

    public int length() {
        return content.length();
    }

    public int end() {
        return clock + content.length();
    }

    public boolean isGc() {
        return content.kind() == Content.GC;
    }

    public boolean isSkip() {
        return content.kind() == Content.SKIP;
    }

    /** The clock values from {@code from} to {@code to}; what is not at the front has the value before it for neighbour. */
    public Struct part(int from, int to) {
        if (from == clock && to == end()) {
            return this;
        }
        Content rest = content.part(from - clock, to - clock);
        if (from == clock) {
            return new Struct(
                    client,
                    clock,
                    rest,
                    originClient,
                    originClock,
                    rightClient,
                    rightClock,
                    root,
                    parentClient,
                    parentClock,
                    key);
        }
        return isGc() || isSkip()
                ? gone(client, from, content.kind(), to - from)
                : between(client, from, rest, client, from - 1, rightClient, rightClock);
    }
}
