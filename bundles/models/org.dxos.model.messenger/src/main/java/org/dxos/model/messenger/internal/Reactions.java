package org.dxos.model.messenger.internal;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.key.IdentityKey;
import org.dxos.model.messenger.MessengerItem;
import org.dxos.model.messenger.Reaction;

/** The reactions to one message. A change costs in proportion to how many there are. */
final class Reactions {
    private Reactions() {}

    static boolean has(List<Reaction> reactions, IdentityKey member, String emoji) {
        return reactions.stream()
                .anyMatch(reaction ->
                        reaction.emoji().equals(emoji) && reaction.members().contains(member));
    }

    /** Whether a member has as many as it may have. */
    static boolean isFull(List<Reaction> reactions, IdentityKey member) {
        return reactions.stream()
                        .filter(reaction -> reaction.members().contains(member))
                        .count()
                >= MessengerItem.MAX_REACTIONS;
    }

    /** With a reaction that is not among them yet. */
    static List<Reaction> with(List<Reaction> reactions, IdentityKey member, String emoji) {
        List<Reaction> changed = new ArrayList<>(reactions);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).emoji().equals(emoji)) {
                List<IdentityKey> members = new ArrayList<>(changed.get(i).members());
                members.add(member);
                changed.set(i, new Reaction(emoji, members));
                return changed;
            }
        }
        changed.add(new Reaction(emoji, List.of(member)));
        return changed;
    }

    /** Without a reaction. */
    static List<Reaction> without(List<Reaction> reactions, IdentityKey member, String emoji) {
        List<Reaction> changed = new ArrayList<>(reactions.size());
        for (Reaction reaction : reactions) {
            if (!reaction.emoji().equals(emoji)) {
                changed.add(reaction);
                continue;
            }
            List<IdentityKey> members = new ArrayList<>(reaction.members());
            members.remove(member);
            if (!members.isEmpty()) {
                changed.add(new Reaction(emoji, members));
            }
        }
        return changed;
    }
}
