package org.dxos.model.chess.internal.game;

import java.time.Duration;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.base.key.IdentityKey;
import org.dxos.model.chess.Result;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.board.Fen;
import org.dxos.model.chess.internal.board.Position;
import org.dxos.model.chess.internal.pgn.Tags;
import org.jspecify.annotations.Nullable;

/** The bytes of what mutations and states have in common. */
final class Parts {
    private static final int KEY_SIZE = 32;

    private Parts() {}

    static void writePosition(ByteWriter out, Position position) {
        out.putText(position.equals(Position.START) ? "" : position.toString());
    }

    static Position readPosition(ByteReader in) throws MalformedException {
        String text = in.text();
        if (text.isEmpty()) {
            return Position.START;
        }
        try {
            Position position = Fen.read(text);
            if (!position.toString().equals(text)) {
                throw new MalformedException("a position is not written as it should be: " + text);
            }
            return position;
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** 0 for none; seconds otherwise. */
    static void writeTime(ByteWriter out, @Nullable TimeControl time) {
        out.putVar(time == null ? 0 : time.base().toSeconds());
        if (time != null) {
            out.putVar(time.increment().toSeconds());
        }
    }

    static @Nullable TimeControl readTime(ByteReader in) throws MalformedException {
        int base = in.var(Integer.MAX_VALUE);
        if (base == 0) {
            return null;
        }
        int increment = in.var(Integer.MAX_VALUE);
        try {
            return new TimeControl(Duration.ofSeconds(base), Duration.ofSeconds(increment));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e);
        }
    }

    static void writeTags(ByteWriter out, Tags tags) {
        out.putVar(tags.values().size());
        tags.values().forEach((name, value) -> out.putText(name).putText(value));
    }

    static Tags readTags(ByteReader in) throws MalformedException {
        int size = in.var(Tags.MOST);
        Tags tags = Tags.NONE;
        String before = "";
        for (int i = 0; i < size; i++) {
            String name = in.text();
            String value = in.text();
            if (name.compareTo(before) <= 0) {
                throw new MalformedException("tags are not in order at \"" + name + "\"");
            }
            try {
                tags = tags.with(name, value);
            } catch (IllegalArgumentException e) {
                throw new MalformedException(String.valueOf(e.getMessage()), e);
            }
            if (tags.values().size() != i + 1) {
                throw new MalformedException("the tag " + name + " says nothing");
            }
            before = name;
        }
        return tags;
    }

    static IdentityKey readMember(ByteReader in) throws MalformedException {
        return IdentityKey.of(in.bytes(KEY_SIZE));
    }

    static <E> E pick(E[] values, int index) throws MalformedException {
        if (index >= values.length) {
            throw new MalformedException("no " + values[0].getClass().getSimpleName() + " has the number " + index);
        }
        return values[index];
    }

    /** 0 for none. */
    static int number(@Nullable Enum<?> value) {
        return value == null ? 0 : value.ordinal() + 1;
    }

    static <E> @Nullable E numbered(E[] values, int number) throws MalformedException {
        return number == 0 ? null : pick(values, number - 1);
    }

    static @Nullable Result readResult(ByteReader in) throws MalformedException {
        return numbered(Result.values(), in.unsignedByte());
    }
}
