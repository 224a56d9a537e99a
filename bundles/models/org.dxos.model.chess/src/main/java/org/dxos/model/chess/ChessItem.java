package org.dxos.model.chess;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A game of chess between members of a party, or the record of one that was played elsewhere.
 *
 * <p>The member who made the item arranges it, and may give seats to members; whoever finds a seat open may take it, for good. One
 * member may have both. A move counts only from the player on turn. Everybody else watches.
 *
 * <p>Every method that writes makes one mutation. An edit that the rules do not allow at this moment is refused with
 * {@link IllegalStateException}, a text that means nothing with {@link IllegalArgumentException}; nothing is written then. What
 * becomes impossible by a concurrent edit has no effect. Threads and other errors are those of
 * {@link org.dxos.echo.model.ItemAccess}.
 */
@ProviderType
public interface ChessItem {
    ItemId id();

    /** Who plays a side; empty while the seat is open, and in records. */
    Optional<IdentityKey> player(Side side);

    /** The name of a side's player: from the tags {@code White} and {@code Black}, else the beginning of the member's key, else "?". */
    String name(Side side);

    /** Whether it is the record of a game played elsewhere, which nobody can change. */
    boolean isRecord();

    /** The side on turn, also after the end. */
    Side turn();

    /** The position in Forsyth-Edwards Notation. */
    String fen();

    /** The moves so far in Standard Algebraic Notation. */
    List<String> moves();

    /** The moves that are possible now, sorted; none after the end. */
    List<String> legalMoves();

    /** How the game ended; empty while it goes on, and for records without a result. */
    Optional<Outcome> outcome();

    /** The side that offers a draw. */
    Optional<Side> drawOffer();

    /** The side that would like to take back its last move. */
    Optional<Side> takeBackProposal();

    Optional<TimeControl> timeControl();

    /** The time that a side had left when the last move was made; empty when the game is played without clocks. */
    Optional<Duration> clock(Side side);

    /** The tags as PGN has them, the seven required ones among them. */
    Map<String, String> tags();

    /** The game in PGN's export format. */
    String pgn();

    /** Sets the clocks. By the maker, before anybody else has a seat, and before the first move. */
    Receipt setTimeControl(TimeControl control);

    /** Begins elsewhere, given in Forsyth-Edwards Notation; not in Chess960. Allowed when {@link #setTimeControl} is. */
    Receipt setPosition(String fen);

    /** Takes an open seat. */
    Receipt sit(Side side);

    /** Gives an open seat to a member. By the maker; others may give one to themselves. */
    Receipt assign(Side side, IdentityKey member);

    /** A move by the player on turn, such as {@code Nf3}, {@code exd5}, {@code O-O}, {@code g1f3} or {@code e7e8q}. */
    Receipt move(String move);

    /** By either player, once both seats are taken. */
    Receipt resign();

    /** By either player. Stands until the other one answers or moves. Answering an offer with an offer accepts it. */
    Receipt offerDraw();

    Receipt acceptDraw();

    Receipt declineDraw();

    /** By the player on turn, when the position has stood on the board three times, or 50 quiet moves have been made. */
    Receipt claimDraw();

    /** Asks the other player to take back one's own last move, and the answer to it. Stands until an answer or a move. */
    Receipt proposeTakeBack();

    Receipt acceptTakeBack();

    Receipt declineTakeBack();

    /** By the player not on turn, when the other one's time has run out. */
    Receipt claimTime();

    /** Sets a tag of the record, or takes it away when the value is empty. By the players and the maker. */
    Receipt setTag(String name, String value);

    /**
     * Makes this the record of a game that was played elsewhere. By the maker, while nothing has been done with the item.
     *
     * @param pgn exactly one game
     * @throws PgnException when it is not PGN, or a move is not legal
     */
    Receipt importGame(String pgn);
}
