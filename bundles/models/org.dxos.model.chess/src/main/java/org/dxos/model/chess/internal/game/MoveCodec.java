package org.dxos.model.chess.internal.game;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.model.chess.internal.board.LegalMoves;
import org.dxos.model.chess.internal.board.Moves;
import org.dxos.model.chess.internal.board.Position;
import org.dxos.model.chess.internal.pgn.PgnGame;

/** Moves of a game in one byte each (rarely two): the place of a move among the legal ones, by number. */
final class MoveCodec {
    private MoveCodec() {}

    static void write(ByteWriter out, Position start, Moves moves) {
        out.putVar(moves.size());
        LegalMoves legal = new LegalMoves();
        Position position = start;
        for (int i = 0; i < moves.size(); i++) {
            out.putVar(indexOf(moves.get(i), legal.of(position)));
            position = position.play(moves.get(i));
        }
    }

    private static int indexOf(int move, LegalMoves legal) {
        int smaller = 0;
        for (int i = 0; i < legal.size(); i++) {
            smaller += legal.get(i) < move ? 1 : 0;
        }
        return smaller;
    }

    static Moves read(ByteReader in, Position start) throws MalformedException {
        int size = in.var(PgnGame.MOST_MOVES);
        if (size > in.remaining()) {
            throw new MalformedException(size + " moves in " + in.remaining() + " bytes");
        }
        char[] moves = new char[size];
        LegalMoves legal = new LegalMoves();
        Position position = start;
        for (int i = 0; i < size; i++) {
            int count = legal.of(position).size();
            int index = in.var(Integer.MAX_VALUE);
            if (index >= count) {
                throw new MalformedException("move " + (i + 1) + " is number " + index + " of " + count);
            }
            moves[i] = (char) legal.sort().get(index);
            position = position.play(moves[i]);
        }
        return Moves.of(moves, size);
    }
}
