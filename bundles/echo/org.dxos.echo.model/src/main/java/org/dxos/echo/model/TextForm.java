package org.dxos.echo.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** The written form of a model's edits and states, for shell, scripts and devtools. */
@ConsumerType
public interface TextForm<S, M> {
    /** One line for each kind of edit: the words, two spaces or more, what it does. Such as {@code set <field> <value>  …}. */
    List<String> usage();

    /**
     * The edit that some words ask for.
     *
     * @throws IllegalArgumentException when they ask for none; the message says what is wrong and what would be right
     */
    Edit<S, M> parse(List<String> words);

    /**
     * What could be the next word of an edit of an item, for completion: of the kinds of edits when there are no words yet.
     *
     * @param before the words that are written already
     */
    default List<String> candidates(S state, List<String> before) {
        return List.of();
    }

    /** A mutation in short for lists of changes, one line without escape sequences; empty when there is nothing to say. */
    default String describe(M mutation) {
        return "";
    }

    /** The state for people to read, one or more lines, without escape sequences. */
    String render(S state);

    /** The state as nested {@code Map}, {@code List}, {@code String}, {@code Long}, {@code Double}, {@code Boolean}, null. */
    @Nullable
    Object tree(S state);
}
