package org.dxos.model.chess.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.TextForm;
import org.dxos.model.chess.Outcome;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.game.ChessMutation;
import org.dxos.model.chess.internal.game.ChessMutation.Action;
import org.dxos.model.chess.internal.game.ChessState;
import org.dxos.model.chess.internal.game.Clocks;
import org.dxos.model.chess.internal.game.Scores;
import org.dxos.model.chess.internal.pgn.PgnWriter;
import org.jspecify.annotations.Nullable;

/** Games in words. */
final class ChessWords implements TextForm<ChessState, ChessMutation> {
    private static final List<String> USAGE = List.of(
            "white [<member>]  takes White's seat, or gives it to the member with this key",
            "black [<member>]  takes Black's seat, or gives it to the member with this key",
            "time <minutes>+<seconds>  plays with clocks: minutes for the game, seconds more for each move",
            "position <fen>  begins elsewhere, given in Forsyth-Edwards Notation",
            "move <move>  makes a move, such as Nf3, exd5, O-O, e8=Q or g1f3",
            "resign  gives the game up",
            "draw offer|accept|decline|claim  offers a draw, answers an offer, or claims one",
            "takeback propose|accept|decline  asks to take back one's last move, or answers",
            "flag  claims that the other side's time has run out",
            "tag <name> <value>  sets a PGN tag such as White or Event; without a value takes it away",
            "import <pgn>  makes this the record of a game in PGN");
    private static final Map<String, Map<String, Action>> ANSWERS = Map.of(
            "draw",
            Map.of(
                    "offer", Action.OFFER_DRAW,
                    "accept", Action.ACCEPT_DRAW,
                    "decline", Action.DECLINE_DRAW,
                    "claim", Action.CLAIM_DRAW),
            "takeback",
            Map.of(
                    "propose", Action.PROPOSE_TAKE_BACK,
                    "accept", Action.ACCEPT_TAKE_BACK,
                    "decline", Action.DECLINE_TAKE_BACK));

    @Override
    public List<String> usage() {
        return USAGE;
    }

    @Override
    public Edit<ChessState, ChessMutation> parse(List<String> words) {
        String verb = words.isEmpty() ? "" : words.get(0);
        return switch (verb) {
            case "white" -> seat(Side.WHITE, words);
            case "black" -> seat(Side.BLACK, words);
            case "time" -> Turns.time(TimeControl.parse(rest(words)));
            case "position" -> Turns.position(rest(words));
            case "move" -> Turns.move(single(words));
            case "resign" -> Turns.act(alone(words, Action.RESIGN));
            case "draw", "takeback" -> Turns.act(answer(words));
            case "flag" -> Turns.act(alone(words, Action.CLAIM_TIME));
            case "tag" -> tag(words);
            case "import" -> Turns.keep(rest(words));
            default ->
                throw new IllegalArgumentException(
                        "a game of chess knows white, black, time, position, move, resign, draw,"
                                + " takeback, flag, tag and import" + (verb.isEmpty() ? "" : ", not \"" + verb + "\""));
        };
    }

    @Override
    public List<String> candidates(ChessState state, List<String> before) {
        if (before.isEmpty()) {
            return USAGE.stream()
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList();
        } else if (before.size() > 1) {
            return List.of();
        } else if (before.get(0).equals("move")) {
            // Without signs of check and mate: '#' begins a comment in some shells.
            return Turns.legal(state).stream()
                    .map(move -> move.replaceFirst("[+#]$", ""))
                    .toList();
        }
        return ANSWERS.getOrDefault(before.get(0), Map.of()).keySet().stream()
                .sorted()
                .toList();
    }

    @Override
    public String render(ChessState state) {
        return new Board(state).draw();
    }

    @Override
    public Object tree(ChessState state) {
        @Nullable Outcome outcome = state.outcome();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("white", side(state, Side.WHITE));
        tree.put("black", side(state, Side.BLACK));
        tree.put("record", state.isRecord());
        tree.put("turn", state.turn().title());
        tree.put("fen", state.position().toString());
        tree.put(
                "moves",
                List.copyOf(PgnWriter.san(state.setup().start(), state.sheet().moves())));
        tree.put("result", PgnWriter.result(outcome == null ? null : outcome.result()));
        tree.put("reason", outcome == null ? null : outcome.reason().text());
        tree.put("drawOffer", title(state.offers().draw()));
        tree.put("takeBack", title(state.offers().takeBack()));
        tree.put("tags", java.util.Collections.unmodifiableMap(PgnWriter.tags(Scores.of(state))));
        return java.util.Collections.unmodifiableMap(tree);
    }

    private static Map<String, @Nullable Object> side(ChessState state, Side side) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        @Nullable IdentityKey member = state.seats().of(side);
        tree.put("name", Scores.name(state, side));
        tree.put("member", member == null ? null : member.hex());
        java.time.@Nullable Duration left = Clocks.left(state, side);
        tree.put("clockMillis", left == null ? null : left.toMillis());
        return java.util.Collections.unmodifiableMap(tree);
    }

    private static @Nullable String title(@Nullable Side side) {
        return side == null ? null : side.title();
    }

    private static Edit<ChessState, ChessMutation> seat(Side side, List<String> words) {
        if (words.size() == 1) {
            return Turns.sit(side);
        }
        return Turns.sit(side, member(single(words)));
    }

    private static IdentityKey member(String hex) {
        try {
            return IdentityKey.of(org.dxos.base.Bytes.fromHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a member is named by a key of 64 hexadecimal digits, not \"" + hex + "\"", e);
        }
    }

    private static Edit<ChessState, ChessMutation> tag(List<String> words) {
        if (words.size() < 2) {
            throw usage("tag");
        }
        return Turns.tag(words.get(1), String.join(" ", words.subList(2, words.size())));
    }

    private static Action alone(List<String> words, Action action) {
        if (words.size() != 1) {
            throw usage(words.get(0));
        }
        return action;
    }

    private static Action answer(List<String> words) {
        Action action = ANSWERS.getOrDefault(words.get(0), Map.of()).get(words.size() == 2 ? words.get(1) : "");
        if (action == null) {
            throw usage(words.get(0));
        }
        return action;
    }

    private static String single(List<String> words) {
        if (words.size() != 2) {
            throw usage(words.get(0));
        }
        return words.get(1);
    }

    private static String rest(List<String> words) {
        if (words.size() < 2) {
            throw usage(words.get(0));
        }
        return String.join(" ", new ArrayList<>(words.subList(1, words.size())));
    }

    private static IllegalArgumentException usage(String verb) {
        String line = USAGE.stream()
                .filter(each -> each.startsWith(verb + " "))
                .findFirst()
                .orElse(verb);
        return new IllegalArgumentException("usage: " + line);
    }
}
