package org.dxos.model.chess.internal.game;

import java.util.Arrays;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.internal.board.Line;
import org.dxos.model.chess.internal.board.Moves;
import org.dxos.model.chess.internal.board.Position;
import org.jspecify.annotations.Nullable;

/**
 * The moves of a game and the time that each took. Claimed time never goes backwards here: what claims to be earlier than what
 * stands before it counts as made at the same moment. Immutable.
 */
public final class ScoreSheet {
    private final Position start;
    private final Moves moves;
    private final long[] spent;
    private final long turn;
    private final long last;
    private final Line line;

    private ScoreSheet(Position start, Moves moves, long[] spent, long turn, long last, Line line) {
        this.start = start;
        this.moves = moves;
        this.spent = spent;
        this.turn = turn;
        this.last = last;
        this.line = line;
    }

    public static ScoreSheet empty(Position start) {
        return new ScoreSheet(start, Moves.NONE, new long[0], 0, 0, Line.from(start));
    }

    /**
     * A sheet as it was.
     *
     * @param spent one for each move
     */
    static ScoreSheet of(Position start, Moves moves, long[] spent, long turn, long last) {
        return new ScoreSheet(start, moves, spent.clone(), turn, last, moves.from(start));
    }

    public Position start() {
        return start;
    }

    public Moves moves() {
        return moves;
    }

    public Line line() {
        return line;
    }

    public Position position() {
        return line.position();
    }

    /** Counts moves and take-backs: who names it has seen exactly this sheet. */
    public long turn() {
        return turn;
    }

    /** The latest time that a move or a take-back claims, in milliseconds since 1970; 0 before the first. */
    public long last() {
        return last;
    }

    /** The milliseconds that a move took. */
    public long spent(int index) {
        return spent[index];
    }

    /** How many moves a side has made. */
    int count(Side side) {
        return (moves.size() + (start.turn() == side ? 1 : 0)) / 2;
    }

    /** The milliseconds that all moves of a side took. */
    long spent(Side side) {
        long sum = 0;
        for (int i = start.turn() == side ? 0 : 1; i < spent.length; i += 2) {
            sum += spent[i];
        }
        return sum;
    }

    /** The milliseconds since the last move at a claimed time. The first move of each side takes none. */
    long elapsed(long claimed) {
        return moves.size() < 2 || claimed <= last ? 0 : claimed - last;
    }

    ScoreSheet play(int move, long elapsed, long claimed) {
        long[] longer = Arrays.copyOf(spent, spent.length + 1);
        longer[spent.length] = elapsed;
        return new ScoreSheet(start, moves.plus(move), longer, turn + 1, Math.max(last, claimed), line.play(move));
    }

    /** Without the last moves; the clock of the side on turn runs from the claimed time. */
    ScoreSheet takeBack(int count, long claimed) {
        int kept = moves.size() - count;
        return of(start, moves.first(kept), Arrays.copyOf(spent, kept), turn + 1, Math.max(last, claimed));
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof ScoreSheet other
                && start.equals(other.start)
                && moves.equals(other.moves)
                && Arrays.equals(spent, other.spent)
                && turn == other.turn
                && last == other.last;
    }

    @Override
    public int hashCode() {
        return 31 * moves.hashCode() + Long.hashCode(turn);
    }

    @Override
    public String toString() {
        return start + " " + moves;
    }
}
