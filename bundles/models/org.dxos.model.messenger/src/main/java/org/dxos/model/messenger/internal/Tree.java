package org.dxos.model.messenger.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dxos.model.messenger.Message;
import org.dxos.model.messenger.MessageId;
import org.dxos.model.messenger.Reaction;
import org.jspecify.annotations.Nullable;

/** A conversation as plain maps and lists. */
final class Tree {
    private Tree() {}

    static Object of(Conversation state) {
        return Map.of("messages", state.messages().stream().map(Tree::of).toList());
    }

    private static Map<String, @Nullable Object> of(Message message) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("id", message.id().hex());
        tree.put("author", message.author().hex());
        tree.put("claimedMillis", message.claimedMillis());
        MessageId to = message.replyTo();
        if (to != null) {
            tree.put("replyTo", to.hex());
        }
        tree.put("status", message.status().name());
        if (message.isEdited()) {
            tree.put("changedMillis", message.changedMillis());
        }
        if (!message.isDeleted()) {
            tree.put("text", message.text());
            tree.put("reactions", message.reactions().stream().map(Tree::of).toList());
        }
        return Collections.unmodifiableMap(tree);
    }

    private static Map<String, Object> of(Reaction reaction) {
        List<String> members =
                reaction.members().stream().map(member -> member.hex()).collect(Collectors.toUnmodifiableList());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("emoji", reaction.emoji());
        tree.put("members", members);
        return Collections.unmodifiableMap(tree);
    }
}
