package org.dxos.echo.tck;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.dxos.base.Bytes;
import org.dxos.echo.model.DocumentForm;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.model.TextForm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What {@link Model}, {@link TextForm} and {@link DocumentForm} promise, as tests. Extend it and give it the model, the state machine it works on, and
 * a generator of mutations. {@code -Ddxos.seed=<n>} starts at another seed.
 */
public abstract class ModelTck<S, M, T> {
    private static final int ITEMS = 20;
    private static final int WRITES = 20;
    private static final int FUZZED = 50;
    private static final String NO_FIELD = "no field has a name like this one";

    /** Looks at one state. */
    @FunctionalInterface
    private interface Look<S> {
        void at(S state, String seed);
    }

    protected abstract Model<S, M, T> model();

    /** The state machine that the model works on. */
    protected abstract StateMachine<S, M> machine();

    /** See {@link Mutations#next}. */
    protected abstract M mutation(RandomGenerator random, S state, EditContext context);

    /** Edits in their text form that a new item takes one after the other; none when there is no text form. */
    protected List<List<String>> edits() {
        return List.of();
    }

    private void states(Look<S> look) {
        long first = Long.getLong("dxos.seed", 1);
        for (long seed = first; seed < first + ITEMS; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            DetachedItem<S, M> item = DetachedItem.of(machine());
            String words = "with -Ddxos.seed=" + seed;
            item.read(state -> {
                look.at(state, words);
                return state;
            });
            for (int i = random.nextInt(WRITES); i >= 0; i--) {
                item.write((state, context) -> mutation(random, state, context)).await();
            }
            item.read(state -> {
                Encoded before = machine().encodeState(state);
                look.at(state, words);
                assertEquals(before, machine().encodeState(state), "looking at a state must not change it " + words);
                return state;
            });
        }
    }

    @Test
    void required_modelAndStateMachineFitTogether() {
        assertEquals(machine().descriptor().type(), model().stateMachine(), "Model.stateMachine()");
        assertEquals(model().type(), model().type(), "Model.type() is always the same");
        assertTrue(
                model().type().length() <= 256 && model().type().chars().noneMatch(c -> c <= ' '),
                "a type is 1 to 256 characters without white space");
    }

    @Test
    void required_facadeIsOfTheDeclaredClass() {
        T facade = model().facade(DetachedItem.of(machine()));
        assertTrue(
                model().facadeType().isInstance(facade),
                () -> "facade() gave a " + facade.getClass().getName() + ", not a "
                        + model().facadeType().getName());
    }

    @Test
    void required_fieldsAreOfTheKindsThatQueriesKnow() {
        states((state, seed) -> {
            for (String name : model().fields(state)) {
                expectKnown(model().field(state, name), "field \"" + name + "\" " + seed, true);
            }
        });
    }

    @Test
    void required_aFieldThatIsNotThereIsNull() {
        states((state, seed) -> assertNull(model().field(state, NO_FIELD), seed));
    }

    @Test
    void required_fieldsOfOneStateAreAlwaysTheSame() {
        states((state, seed) -> {
            assertEquals(model().fields(state), model().fields(state), seed);
            for (String name : model().fields(state)) {
                assertEquals(model().field(state, name), model().field(state, name), seed);
            }
        });
    }

    @Test
    void optional_textForm_usageHasOneLineForEachEdit() {
        List<String> usage = textForm().usage();
        assertTrue(!usage.isEmpty(), "usage() is empty");
        for (String line : usage) {
            assertTrue(line.matches("\\S.*\\S {2,}\\S.*"), "words, two spaces or more, what it does; not: " + line);
            assertTrue(line.lines().count() == 1, "one line: " + line);
        }
    }

    @Test
    void optional_textForm_wordsThatAskForNothingAreRefusedWithWords() {
        for (List<String> words : List.of(List.<String>of(), List.of(""), List.of("no-such-edit"), List.of("\u0000"))) {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class, () -> textForm().parse(words), "the words " + words);
            assertNotNull(refusal.getMessage(), "a refusal says what is wrong: " + words);
        }
    }

    @Test
    void optional_textForm_editsAreTaken() {
        textForm();
        Assumptions.assumeFalse(edits().isEmpty(), "edits() gives none");
        DetachedItem<S, M> item = DetachedItem.of(machine());
        for (List<String> words : edits()) {
            int before = item.entries().size();
            assertDoesNotThrow(() -> item.write(textForm().parse(words)).await(), () -> "the edit " + words);
            assertEquals(before + 1, item.entries().size(), () -> words + " wrote nothing");
        }
    }

    @Test
    void optional_textForm_statesAreRenderedWithoutEscapeSequences() {
        textForm();
        states((state, seed) -> {
            String text = textForm().render(state);
            assertTrue(text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), () -> seed + ": " + text);
            expectKnown(textForm().tree(state), "tree " + seed, false);
        });
    }

    @Test
    void optional_textForm_candidatesAreWords() {
        textForm();
        states((state, seed) -> {
            for (String word : textForm().candidates(state, List.of())) {
                assertTrue(!word.isBlank(), () -> "an empty candidate " + seed);
                assertNotNull(textForm().candidates(state, List.of(word)), () -> "behind " + word + " " + seed);
            }
        });
    }

    @Test
    void optional_documentForm_whatIsWrittenReadsAsOneItemThatIsWrittenTheSame() {
        DocumentForm<S> form = documentForm();
        states((state, seed) -> {
            Bytes document = form.write(state);
            assertEquals(document, form.write(made(form.read(document), 1, seed).get(0)), seed);
        });
    }

    @Test
    void optional_documentForm_documentsOneAfterTheOtherAreADocumentOfAll() {
        DocumentForm<S> form = documentForm();
        List<Bytes> all = new ArrayList<>();
        states((state, seed) -> all.add(form.write(state)));
        Bytes whole = all.stream().reduce(Bytes.EMPTY, Bytes::concat);
        List<Bytes> again =
                made(form.read(whole), all.size(), "").stream().map(form::write).toList();
        assertEquals(all, again);
    }

    @Test
    void optional_documentForm_brokenDocumentsAreRefusedWithWordsOrRead() {
        DocumentForm<S> form = documentForm();
        states((state, seed) -> {
            RandomGenerator random = new SplittableRandom(seed.hashCode());
            byte[] bytes = form.write(state).toArray();
            for (int i = 0; i < FUZZED; i++) {
                byte[] broken = bytes.clone();
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
                try {
                    form.read(Bytes.wrap(broken).slice(0, random.nextInt(broken.length + 1)));
                } catch (IllegalArgumentException e) {
                    assertNotNull(e.getMessage(), "a refusal says what is wrong " + seed);
                }
            }
        });
    }

    /** The states of new items that take these edits. */
    private List<S> made(List<List<String>> edits, int count, String seed) {
        assertEquals(count, edits.size(), () -> "items read " + seed);
        List<S> made = new ArrayList<>();
        for (List<String> words : edits) {
            DetachedItem<S, M> item = DetachedItem.of(machine());
            item.write(textForm().parse(words)).await();
            item.read(made::add);
        }
        return made;
    }

    private DocumentForm<S> documentForm() {
        textForm();
        Assumptions.assumeTrue(model().documentForm().isPresent(), "the model has no document form");
        return model().documentForm().orElseThrow();
    }

    private TextForm<S, M> textForm() {
        Assumptions.assumeTrue(model().textForm().isPresent(), "the model has no text form");
        return model().textForm().orElseThrow();
    }

    private static void expectKnown(@Nullable Object value, String where, boolean query) {
        if (value instanceof List<?> list) {
            list.forEach(item -> expectKnown(item, where, query));
            assertThrows(UnsupportedOperationException.class, list::clear, where + " is modifiable");
        } else if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> assertTrue(key instanceof String, where + " has the key " + key));
            map.values().forEach(item -> expectKnown(item, where, query));
            assertThrows(UnsupportedOperationException.class, map::clear, where + " is modifiable");
        } else {
            boolean scalar = value == null
                    || value instanceof Boolean
                    || value instanceof Long
                    || value instanceof Double
                    || value instanceof String;
            boolean more = query && (value instanceof Bytes || value instanceof java.time.Instant);
            assertTrue(scalar || more, () -> where + " is of no known kind: " + value);
        }
    }
}
