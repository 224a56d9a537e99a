package org.dxos.echo.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.StateMachine;
import org.jspecify.annotations.Nullable;

/**
 * A history as some version of a state machine wrote it, and the state it led to; kept in a file for ever, so that later versions
 * can show that they still read it and mean the same by it (M8). The mutations stand in the feed of {@code Writer.of(0)}, each in
 * a block of its own. In text: a line {@code mutation <format> <hex>} for each mutation, then {@code state <format> <hex>}; lines
 * that begin with # and empty lines are skipped.
 *
 * @param name where it comes from, for messages
 */
public record Golden(String name, List<Encoded> mutations, Encoded state) {
    private static final Writer WRITER = Writer.of(0);

    public Golden {
        mutations = List.copyOf(mutations);
    }

    /**
     * Parses the text form.
     *
     * @throws IllegalArgumentException when it is none; says where
     */
    public static Golden parse(String name, String text) {
        List<Encoded> mutations = new ArrayList<>();
        Encoded state = null;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String[] words = line.strip().split(" +");
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            } else if (words[0].equals("mutation") && words.length <= 3 && words.length > 1 && state == null) {
                mutations.add(encoded(words));
            } else if (words[0].equals("state") && words.length <= 3 && words.length > 1 && state == null) {
                state = encoded(words);
            } else {
                throw new IllegalArgumentException(name + " line " + number
                        + " is not \"mutation <format> <hex>\" or, once at" + " the end, \"state <format> <hex>\"");
            }
        }
        if (state == null) {
            throw new IllegalArgumentException(name + " has no line \"state <format> <hex>\"");
        }
        return new Golden(name, mutations, state);
    }

    private static Encoded encoded(String[] words) {
        return new Encoded(Integer.parseInt(words[1]), words.length == 2 ? Bytes.EMPTY : Bytes.fromHex(words[2]));
    }

    /** Reads a golden file beside a class. */
    public static Golden resource(Class<?> beside, String name) {
        try (@Nullable InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + name + " beside " + beside.getName());
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records what a state machine writes and makes of some mutations now. */
    public static <S, M> Golden record(String name, StateMachine<S, M> machine, List<Encoded> mutations)
            throws MalformedException {
        return new Golden(name, mutations, machine.encodeState(replay(machine, mutations)));
    }

    /** The state that a history of this kind leads to. */
    static <S, M> S replay(StateMachine<S, M> machine, List<Encoded> mutations) throws MalformedException {
        Genesis genesis = genesis();
        S state = machine.initial(genesis);
        for (int i = 0; i < mutations.size(); i++) {
            DetachedMeta meta = DetachedMeta.of(genesis.item(), WRITER, i, i + 1);
            state = machine.apply(state, meta, machine.decodeMutation(mutations.get(i)));
        }
        return state;
    }

    /** The genesis of all golden items. */
    static Genesis genesis() {
        return DetachedGenesis.of(WRITER, 0);
    }

    /** The text form. */
    public String text() {
        StringBuilder text = new StringBuilder();
        mutations.forEach(mutation -> text.append(line("mutation", mutation)));
        return text.append(line("state", state)).toString();
    }

    private static String line(String word, Encoded encoded) {
        return word + " " + encoded.format() + " " + encoded.bytes().hex() + "\n";
    }
}
