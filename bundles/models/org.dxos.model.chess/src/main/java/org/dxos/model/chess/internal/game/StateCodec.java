package org.dxos.model.chess.internal.game;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.IdentityKey;
import org.dxos.model.chess.Outcome;
import org.dxos.model.chess.Result;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.internal.board.Moves;
import org.dxos.model.chess.internal.pgn.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Format 1 of states: flags, setup, seats, tags, offers, outcome, moves, turn, and, in games with clocks, times. A move has one
 * byte, and with a clock about three.
 */
public final class StateCodec {
    private static final int WHITE = 1;
    private static final int BLACK = 2;
    private static final int RECORD = 4;
    private static final int ENDED = 8;
    private static final long MOST_SPENT = 1L << 40;

    private StateCodec() {}

    public static Bytes encode(ChessState state) {
        ScoreSheet sheet = state.sheet();
        @Nullable IdentityKey white = state.seats().white();
        @Nullable IdentityKey black = state.seats().black();
        @Nullable Outcome outcome = state.outcome();
        ByteWriter out = new ByteWriter(64 + 2 * sheet.moves().size());
        out.put((white == null ? 0 : WHITE)
                | (black == null ? 0 : BLACK)
                | (state.isRecord() ? RECORD : 0)
                | (outcome == null ? 0 : ENDED));
        Parts.writePosition(out, state.setup().start());
        Parts.writeTime(out, state.setup().time());
        if (white != null) {
            out.put(white.bytes());
        }
        if (black != null) {
            out.put(black.bytes());
        }
        Parts.writeTags(out, state.tags());
        out.put(Parts.number(state.offers().draw()))
                .put(Parts.number(state.offers().takeBack()));
        if (outcome != null) {
            out.put(outcome.result().ordinal()).put(outcome.reason().ordinal());
        }
        MoveCodec.write(out, sheet.start(), sheet.moves());
        out.putVar(sheet.turn() - sheet.moves().size()).putVar(sheet.last());
        if (state.setup().time() != null) {
            for (int i = 0; i < sheet.moves().size(); i++) {
                out.putVar(sheet.spent(i));
            }
        }
        return out.toBytes();
    }

    public static ChessState decode(Origin origin, Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        int flags = in.unsignedByte();
        if (flags > (WHITE | BLACK | RECORD | ENDED)) {
            throw new MalformedException("unknown flags " + flags);
        }
        Setup setup = new Setup(Parts.readPosition(in), Parts.readTime(in));
        @Nullable IdentityKey white = (flags & WHITE) == 0 ? null : Parts.readMember(in);
        @Nullable IdentityKey black = (flags & BLACK) == 0 ? null : Parts.readMember(in);
        Tags tags = Parts.readTags(in);
        @Nullable Side draw = Parts.numbered(Side.values(), in.unsignedByte());
        @Nullable Side takeBack = Parts.numbered(Side.values(), in.unsignedByte());
        @Nullable
        Outcome outcome = (flags & ENDED) == 0
                ? null
                : new Outcome(
                        Parts.pick(Result.values(), in.unsignedByte()),
                        Parts.pick(Outcome.Reason.values(), in.unsignedByte()));
        ScoreSheet sheet = sheet(in, setup);
        in.expectEnd();
        if (takeBack != null && sheet.count(takeBack) == 0) {
            throw new MalformedException(takeBack + " would take back a move and has made none");
        }
        Offers offers = new Offers(draw, takeBack);
        return new ChessState(
                origin, setup, new Seats(white, black), tags, sheet, offers, (flags & RECORD) != 0, outcome);
    }

    private static ScoreSheet sheet(ByteReader in, Setup setup) throws MalformedException {
        Moves moves = MoveCodec.read(in, setup.start());
        long turn = moves.size() + (long) in.var(Integer.MAX_VALUE);
        long last = in.var();
        if (last < 0) {
            throw new MalformedException("a time before 1970");
        }
        long[] spent = new long[moves.size()];
        for (int i = 0; setup.time() != null && i < spent.length; i++) {
            spent[i] = in.var();
            if (spent[i] < 0 || spent[i] > MOST_SPENT) {
                throw new MalformedException("a move that took " + spent[i] + " ms");
            }
        }
        return ScoreSheet.of(setup.start(), moves, spent, turn, last);
    }
}
