package org.dxos.model.messenger.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.dxos.model.messenger.Message;
import org.dxos.model.messenger.MessageId;

/**
 * A conversation in lines: how many messages there are, then the newest {@value #NEWEST} as threads, answers below what they answer.
 */
final class Rendering {
    static final int NEWEST = 200;
    private static final int MAX_DEPTH = 8;
    private static final int ID_DIGITS = 12;
    private static final int AUTHOR_DIGITS = 8;

    private final Conversation conversation;
    private final int from;
    private final StringBuilder lines = new StringBuilder();

    /** A message that is still to be written, and how many it stands below. */
    private record Open(int position, int depth) {}

    Rendering(Conversation conversation) {
        this.conversation = conversation;
        from = Math.max(0, conversation.size() - NEWEST);
    }

    String text() {
        int count = conversation.standing();
        lines.append(count == 0 ? "no messages" : count == 1 ? "1 message" : count + " messages");
        if (from > 0) {
            lines.append(", the newest ")
                    .append(NEWEST)
                    .append(" of ")
                    .append(conversation.size())
                    .append(" shown");
        }
        for (int i = from; i < conversation.size(); i++) {
            MessageId to = conversation.get(i).replyTo();
            if (to == null || conversation.find(to) < from) {
                thread(i);
            }
        }
        return lines.toString();
    }

    private void thread(int first) {
        Deque<Open> open = new ArrayDeque<>(List.of(new Open(first, 0)));
        while (!open.isEmpty()) {
            Open next = open.pop();
            line(next);
            List<Integer> replies = conversation.replies(next.position);
            for (int i = replies.size() - 1; i >= 0; i--) {
                open.push(new Open(replies.get(i), next.depth + 1));
            }
        }
    }

    private void line(Open open) {
        Message message = conversation.get(open.position);
        MessageId to = message.replyTo();
        String indent = "  ".repeat(Math.min(open.depth, MAX_DEPTH));
        lines.append('\n')
                .append(indent)
                .append(shortId(message.id()))
                .append("  ")
                .append(time(message.claimedMillis()))
                .append("  ")
                .append(message.author().hex(), 0, AUTHOR_DIGITS);
        if (to != null && open.depth == 0) {
            lines.append(" to ").append(shortId(to));
        }
        lines.append(": ").append(content(message, indent));
    }

    private static String content(Message message, String indent) {
        if (message.isDeleted()) {
            return "(deleted)";
        }
        String text = message.text().replace('\t', ' ').replace("\n", "\n" + indent + "    ");
        String reactions = message.reactions().stream()
                .map(reaction -> "  " + reaction.emoji()
                        + (reaction.members().size() == 1
                                ? ""
                                : " " + reaction.members().size()))
                .collect(Collectors.joining());
        return text + (message.isEdited() ? " (edited)" : "") + reactions;
    }

    static String shortId(MessageId id) {
        return id.hex().substring(0, ID_DIGITS);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
