package org.dxos.model.messenger.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.TextForm;

/** Conversations for the shell. A text is all words behind, joined by spaces. */
final class MessengerWords implements TextForm<Conversation, Mutation> {
    private static final List<String> USAGE = List.of(
            "say <text>  adds a message",
            "reply <message> <text>  answers a message, named by its id or the first digits of it",
            "edit <message> <text>  gives a message of yours another text",
            "delete <message>  takes back a message of yours",
            "react <message> <emoji>  adds a reaction of yours, or takes it back when it is there");

    private static final Set<String> NAMING = Set.of("reply", "edit", "delete", "react");
    private static final int CANDIDATES = 20;

    @Override
    public List<String> usage() {
        return USAGE;
    }

    @Override
    public Edit<Conversation, Mutation> parse(List<String> words) {
        String verb = words.isEmpty() ? "" : words.get(0);
        return switch (verb) {
            case "say" -> Edits.say(text(words, 1));
            case "reply" -> Edits.reply(Edits.beginning(word(words, 1)), text(words, 2));
            case "edit" -> Edits.edit(Edits.beginning(word(words, 1)), text(words, 2));
            case "delete" -> {
                expect(words, 2);
                yield Edits.delete(Edits.beginning(word(words, 1)));
            }
            case "react" -> {
                expect(words, 3);
                yield Edits.toggle(Edits.beginning(word(words, 1)), word(words, 2));
            }
            default ->
                throw new IllegalArgumentException("a conversation knows say, reply, edit, delete and react"
                        + (verb.isEmpty() ? "" : ", not \"" + verb + "\""));
        };
    }

    /** Kinds of edits; then the newest messages, newest first. */
    @Override
    public List<String> candidates(Conversation state, List<String> before) {
        if (before.isEmpty()) {
            return USAGE.stream()
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList();
        } else if (before.size() > 1 || !NAMING.contains(before.get(0))) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        for (int i = state.size() - 1; i >= 0 && ids.size() < CANDIDATES; i--) {
            if (!state.get(i).isDeleted()) {
                ids.add(Rendering.shortId(state.get(i).id()));
            }
        }
        return List.copyOf(ids);
    }

    private static String text(List<String> words, int from) {
        word(words, from);
        return String.join(" ", words.subList(from, words.size()));
    }

    private static String word(List<String> words, int at) {
        if (words.size() <= at) {
            throw usage(words.get(0));
        }
        return words.get(at);
    }

    private static void expect(List<String> words, int count) {
        if (words.size() != count) {
            throw usage(words.get(0));
        }
    }

    private static IllegalArgumentException usage(String verb) {
        return new IllegalArgumentException("usage: "
                + USAGE.stream()
                        .filter(line -> line.startsWith(verb + " "))
                        .map(line -> line.substring(0, line.indexOf("  ")))
                        .findFirst()
                        .orElse(verb));
    }

    @Override
    public String render(Conversation state) {
        return new Rendering(state).text();
    }

    @Override
    public Object tree(Conversation state) {
        return Tree.of(state);
    }
}
