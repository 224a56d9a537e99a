package org.dxos.model.messenger.internal;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.model.messenger.Message;
import org.dxos.model.messenger.MessageId;
import org.jspecify.annotations.Nullable;

/** Mutations of all kinds on messages that are there, were deleted, are somebody else's, or never were. */
final class RandomMutations {
    private static final List<String> SIGNS = List.of("👍", "❤️", "👨‍👩‍👧‍👦", "+1", "🏴󠁧󠁢󠁥󠁮󠁧󠁿");

    private RandomMutations() {}

    static Mutation next(RandomGenerator random, Conversation state) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Mutation.Say(text(random), null);
            case 2, 3 -> new Mutation.Say(text(random), id(random, state));
            case 4 -> new Mutation.Edit(id(random, state), text(random));
            case 5 -> new Mutation.Delete(id(random, state));
            default -> new Mutation.React(id(random, state), sign(random), random.nextInt(3) > 0);
        };
    }

    private static String sign(RandomGenerator random) {
        return random.nextInt(4) == 0 ? "s" + random.nextInt(40) : SIGNS.get(random.nextInt(SIGNS.size()));
    }

    private static MessageId id(RandomGenerator random, Conversation state) {
        @Nullable Message known = state.size() == 0 ? null : state.get(random.nextInt(state.size()));
        return known == null || random.nextInt(10) == 0
                ? new MessageId(random.nextLong(), random.nextLong())
                : known.id();
    }

    private static String text(RandomGenerator random) {
        String[] parts = {"Hello", " ", "Grüße", "🦊", "\n", "\t", "x"};
        StringBuilder text = new StringBuilder("m");
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }
}
