package org.dxos.model.chess.internal.game;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.model.chess.Result;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.internal.board.Move;
import org.dxos.model.chess.internal.board.Moves;
import org.dxos.model.chess.internal.board.Position;
import org.dxos.model.chess.internal.game.ChessMutation.Act;
import org.dxos.model.chess.internal.game.ChessMutation.Action;
import org.dxos.model.chess.internal.game.ChessMutation.Arrange;
import org.dxos.model.chess.internal.game.ChessMutation.Keep;
import org.dxos.model.chess.internal.game.ChessMutation.Play;
import org.dxos.model.chess.internal.game.ChessMutation.SetTag;
import org.dxos.model.chess.internal.game.ChessMutation.Sit;
import org.dxos.model.chess.internal.pgn.PgnGame;
import org.dxos.model.chess.internal.pgn.Tags;
import org.jspecify.annotations.Nullable;

/** Format 1 of mutations: a byte for the kind, then its parts. A move has four bytes up to turn 127. */
public final class MutationCodec {
    private static final int PLAY = 0;
    private static final int ARRANGE = 1;
    private static final int SIT_WHITE = 2;
    private static final int SIT_BLACK = 3;
    private static final int SET_TAG = 4;
    private static final int KEEP = 5;
    private static final int ACT = 16;

    private MutationCodec() {}

    public static Bytes encode(ChessMutation mutation) {
        ByteWriter out = new ByteWriter(16);
        if (mutation instanceof Play play) {
            out.put(PLAY).put(play.move() & 0xff).put(play.move() >> 8).putVar(play.turn());
        } else if (mutation instanceof Act act) {
            out.put(ACT + act.action().ordinal()).putVar(act.turn());
        } else if (mutation instanceof Sit sit) {
            out.put(sit.side() == Side.WHITE ? SIT_WHITE : SIT_BLACK)
                    .put(sit.member().bytes());
        } else if (mutation instanceof SetTag tag) {
            out.put(SET_TAG).putText(tag.name()).putText(tag.value());
        } else if (mutation instanceof Arrange arrange) {
            Parts.writePosition(out.put(ARRANGE), arrange.setup().start());
            Parts.writeTime(out, arrange.setup().time());
        } else if (mutation instanceof Keep keep) {
            PgnGame game = keep.game();
            Parts.writePosition(out.put(KEEP), game.start());
            MoveCodec.write(out, game.start(), game.moves());
            Parts.writeTags(out.put(Parts.number(game.result())), game.tags());
        }
        return out.toBytes();
    }

    public static ChessMutation decode(Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        int kind = in.unsignedByte();
        ChessMutation mutation =
                switch (kind) {
                    case PLAY -> play(in);
                    case ARRANGE -> new Arrange(new Setup(Parts.readPosition(in), Parts.readTime(in)));
                    case SIT_WHITE -> new Sit(Side.WHITE, Parts.readMember(in));
                    case SIT_BLACK -> new Sit(Side.BLACK, Parts.readMember(in));
                    case SET_TAG -> tag(in.text(), in.text());
                    case KEEP -> keep(in);
                    default -> {
                        if (kind < ACT) {
                            throw new MalformedException("no mutation of a game is of kind " + kind);
                        }
                        yield new Act(Parts.pick(Action.values(), kind - ACT), turn(in));
                    }
                };
        in.expectEnd();
        return mutation;
    }

    private static Play play(ByteReader in) throws MalformedException {
        int move = in.unsignedByte() | in.unsignedByte() << 8;
        if (move >= Move.LIMIT) {
            throw new MalformedException("no move has the number " + move);
        }
        return new Play(turn(in), move);
    }

    private static long turn(ByteReader in) throws MalformedException {
        long turn = in.var();
        if (turn < 0) {
            throw new MalformedException("a turn below 0");
        }
        return turn;
    }

    private static SetTag tag(String name, String value) throws MalformedException {
        try {
            return new SetTag(name, value);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Keep keep(ByteReader in) throws MalformedException {
        Position start = Parts.readPosition(in);
        Moves moves = MoveCodec.read(in, start);
        @Nullable Result result = Parts.readResult(in);
        Tags tags = Parts.readTags(in);
        return new Keep(new PgnGame(tags, start, moves, result));
    }
}
