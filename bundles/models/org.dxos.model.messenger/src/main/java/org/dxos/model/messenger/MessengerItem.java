package org.dxos.model.messenger;

import java.util.List;
import java.util.Optional;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;

/**
 * A conversation. Messages stand in canonical order, which is the same for everybody and respects who had seen what; claimed
 * times order nothing. The author of a message is the member whose device signed it.
 *
 * <p>What is returned is immutable and does not change when the conversation does. What is written throws
 * {@link IllegalArgumentException}, at the call or from the receipt, when an argument is out of its limits, or when it can have
 * no effect on what is known here: no such message, a deleted one, one of somebody else. What loses its effect through what
 * others write at the same time has none, in silence. A call that would change nothing writes nothing.
 *
 * <p>Texts have 1 to {@value #MAX_TEXT} bytes in UTF-8, and no control characters but line feeds and tabs; a carriage return,
 * with or without a line feed, becomes a line feed. As many threads may use it as may use the item it was made from.
 */
public interface MessengerItem {
    /** Bytes of a text in UTF-8. */
    int MAX_TEXT = 16 * 1024;

    /**
     * Bytes of a reaction in UTF-8. One or more characters, no half surrogate pairs, none of them a space, a control, or one that
     * only directs others: U+0000–0020, 007F–00A0, 1680, 2000–200B, 200E, 200F, 2028–202F, 205F–206F, 3000, FEFF, FFF9–FFFB. What
     * is written differently is different: there is no normalisation, and no table of signs.
     */
    int MAX_EMOJI = 64;

    /** How many different reactions one member may have on one message. */
    int MAX_REACTIONS = 16;

    ItemId id();

    /** How many messages there are, deleted ones among them. */
    int size();

    /** All of them, oldest first, deleted ones among them. Costs nothing until it is read, and little for each that is read. */
    List<Message> messages();

    /** The message of this id. */
    Optional<Message> message(MessageId id);

    /** The newest message of a member that is not deleted; looks from the end backwards. */
    Optional<Message> newestBy(IdentityKey author);

    /** What answers a message directly, oldest first; nothing when there is no such message. */
    List<Message> replies(MessageId id);

    /** The message, what answers it, what answers that and so on, oldest first; nothing when there is no such message. */
    List<Message> thread(MessageId id);

    /** Adds a message. When the receipt is done, it is in {@link #messages()}. */
    Receipt say(String text);

    /** Answers a message. */
    Receipt reply(MessageId to, String text);

    /** Gives a message of one's own another text. The text before is not kept in the state, only in the history of the item. */
    Receipt edit(MessageId id, String text);

    /**
     * Takes back a message of one's own, for good. The state forgets its text and reactions, the feeds do not: whoever has the
     * party's history can read it.
     */
    Receipt delete(MessageId id);

    /** Adds a reaction of one's own. */
    Receipt react(MessageId id, String emoji);

    /** Takes back a reaction of one's own. */
    Receipt unreact(MessageId id, String emoji);

    /** Adds a reaction, or takes it back when it is there. */
    Receipt toggle(MessageId id, String emoji);
}
