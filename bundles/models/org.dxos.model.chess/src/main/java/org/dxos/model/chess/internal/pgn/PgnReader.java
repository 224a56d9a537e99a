package org.dxos.model.chess.internal.pgn;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dxos.base.Bytes;
import org.dxos.model.chess.PgnException;
import org.dxos.model.chess.Result;
import org.dxos.model.chess.internal.board.Fen;
import org.dxos.model.chess.internal.board.MoveReader;
import org.dxos.model.chess.internal.board.Moves;
import org.dxos.model.chess.internal.board.Position;
import org.jspecify.annotations.Nullable;

/**
 * Reads PGN as programs and people write it: any line ends, any order and number of tags, moves with more or fewer signs, no move
 * numbers, no result at the end. Comments, variations, glyphs and escaped lines are passed over. Confined to one thread.
 */
public final class PgnReader {
    private final PgnCursor cursor;
    private final MoveReader moves = new MoveReader();

    private PgnReader(String text) {
        cursor = new PgnCursor(text);
    }

    /**
     * All games of a file, which is in UTF-8, or else in ISO 8859-1.
     *
     * @throws PgnException when it is no PGN, or a move is not legal
     */
    public static List<PgnGame> read(Bytes file) {
        return read(text(file));
    }

    /** All games of a text. */
    public static List<PgnGame> read(String text) {
        PgnReader reader = new PgnReader(text);
        List<PgnGame> games = new ArrayList<>();
        for (PgnGame game = reader.next(); game != null; game = reader.next()) {
            games.add(game);
        }
        return games;
    }

    private static String text(Bytes file) {
        ByteBuffer buffer = file.asByteBuffer();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1.decode(file.asByteBuffer()).toString();
        }
    }

    private @Nullable PgnGame next() {
        cursor.skipAside();
        if (cursor.isAtEnd()) {
            return null;
        }
        int start = cursor.place();
        Map<String, Tag> tags = new HashMap<>();
        while (cursor.peek() == '[') {
            Tag tag = tag();
            tags.putIfAbsent(tag.name, tag);
            cursor.skipAside();
        }
        Position position = Position.START;
        Tag fen = tags.get("FEN");
        if (fen != null) {
            try {
                position = Fen.read(fen.value);
            } catch (IllegalArgumentException e) {
                throw error(fen.place, e);
            }
        }
        Movetext movetext = movetext(position, tags.get("Result"));
        return new PgnGame(kept(tags, start), position, movetext.moves, movetext.result);
    }

    private Tags kept(Map<String, Tag> tags, int start) {
        Tags kept = Tags.NONE;
        for (Tag tag : tags.values()) {
            try {
                kept = Tags.DERIVED.contains(tag.name) ? kept : kept.with(tag.name, tag.value);
            } catch (IllegalArgumentException e) {
                throw error(tags.size() > Tags.MOST ? start : tag.place, e);
            }
        }
        return kept;
    }

    private record Tag(String name, String value, int place) {}

    private record Movetext(Moves moves, @Nullable Result result) {}

    private Tag tag() {
        int place = cursor.place();
        cursor.advance();
        skipSpace();
        String name = cursor.word();
        skipSpace();
        if (name.isEmpty() || cursor.peek() != '"') {
            throw cursor.error(cursor.place(), "a tag is a name and a text in quotes, such as [Site \"Paris\"]");
        }
        String value = quoted();
        skipSpace();
        if (cursor.peek() != ']') {
            throw cursor.error(cursor.place(), "the tag " + name + " does not end in ]");
        }
        cursor.advance();
        return new Tag(name, value, place);
    }

    private void skipSpace() {
        while (!cursor.isAtEnd() && Character.isWhitespace(cursor.peek())) {
            cursor.advance();
        }
    }

    private String quoted() {
        int start = cursor.place();
        StringBuilder value = new StringBuilder();
        cursor.advance();
        while (true) {
            char c = cursor.peek();
            if (cursor.isAtEnd() || c == '\n') {
                throw cursor.error(start, "this text has no closing quote on its line");
            }
            cursor.advance();
            if (c == '"') {
                return value.toString();
            } else if (c == '\\' && (cursor.peek() == '"' || cursor.peek() == '\\')) {
                value.append(cursor.peek());
                cursor.advance();
            } else {
                value.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
    }

    /** Up to a result, the next game's tags, or the end of the text. */
    private Movetext movetext(Position start, @Nullable Tag told) {
        Position position = start;
        char[] found = new char[128];
        int count = 0;
        while (true) {
            cursor.skipAside();
            int place = cursor.place();
            if (cursor.isAtEnd() || cursor.peek() == '[') {
                return new Movetext(Moves.of(found, count), told == null ? null : Result.of(told.value));
            } else if (cursor.peek() == '*') {
                cursor.advance();
                return new Movetext(Moves.of(found, count), null);
            } else if (cursor.peek() == '.') {
                cursor.advance();
                continue;
            }
            String word = cursor.word();
            if (word.isEmpty()) {
                throw cursor.error(place, "'" + cursor.peek() + "' has no meaning here");
            }
            @Nullable Result result = Result.of(word.equals("1/2") || word.equals("½-½") ? "1/2-1/2" : word);
            if (result != null) {
                return new Movetext(Moves.of(found, count), result);
            } else if (isNumber(word) || isRemark(word)) {
                continue;
            } else if (count == PgnGame.MOST_MOVES) {
                throw cursor.error(place, "a game has at most " + PgnGame.MOST_MOVES + " half-moves");
            }
            int move = move(position, word, place);
            if (count == found.length) {
                found = java.util.Arrays.copyOf(found, 2 * count);
            }
            found[count++] = (char) move;
            position = position.play(move);
        }
    }

    private static boolean isNumber(String word) {
        return word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Signs that stand apart from their move: {@code !?}, {@code +-}, {@code e.p.} */
    private boolean isRemark(String word) {
        if (word.equals("e") && cursor.skip(".p.")) {
            return true;
        }
        return word.equals("ep") || !word.equals("--") && word.chars().allMatch(c -> "!?+-=#/".indexOf(c) >= 0);
    }

    private int move(Position position, String word, int place) {
        try {
            return moves.read(position, word);
        } catch (IllegalArgumentException e) {
            String number = position.moveNumber() + (position.turn() == org.dxos.model.chess.Side.WHITE ? "." : "...");
            PgnException error = cursor.error(place, "move " + number + " " + e.getMessage());
            error.initCause(e);
            throw error;
        }
    }

    private PgnException error(int place, IllegalArgumentException cause) {
        PgnException error = cursor.error(place, String.valueOf(cause.getMessage()));
        error.initCause(cause);
        return error;
    }
}
