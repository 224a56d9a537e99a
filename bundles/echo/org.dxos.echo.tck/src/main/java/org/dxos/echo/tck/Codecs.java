package org.dxos.echo.tck;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;

/** The checks of rules about bytes: M4, M5, M8. */
final class Codecs {
    private static final int FUZZED = 200;
    private static final int HANG_SECONDS = 60;

    private Codecs() {}

    /** M4: everything that comes up is encoded, decoded, and encoded again. */
    static <S, M> void roundTrip(Trial<S, M> trial) {
        Guarded<S, M> machine = trial.machine();
        RandomGenerator random = trial.random();
        S state = machine.initial(trial.history().genesis());
        for (Entry entry : trial.history().entries()) {
            M mutation = machine.ownMutation(entry.mutation());
            roundTripMutation(trial, mutation);
            state = machine.apply(state, entry.meta(), mutation);
            roundTripState(trial, state);
            roundTripMutation(
                    trial,
                    trial.mutations()
                            .next(
                                    random,
                                    machine.fork(state),
                                    DetachedContext.of(entry.meta().item(), Writer.of(0), 0)));
        }
        trial.foreignMutations().forEach(mutation -> roundTripMutation(trial, mutation));
        trial.foreignStates().forEach(strange -> roundTripState(trial, strange));
    }

    private static <S, M> void roundTripMutation(Trial<S, M> trial, M mutation) {
        Guarded<S, M> machine = trial.machine();
        Encoded encoded = machine.encodeMutation(mutation);
        if (!machine.descriptor().readsMutation(encoded.format())) {
            throw trial.broken(
                    Rule.M04,
                    "it writes mutations in format " + encoded.format() + " and does not declare to read them");
        }
        M decoded = machine.ownMutation(encoded);
        expectEqual(trial, "a mutation", mutation, decoded, encoded, machine.encodeMutation(decoded));
    }

    private static <S, M> void roundTripState(Trial<S, M> trial, S state) {
        Guarded<S, M> machine = trial.machine();
        Encoded encoded = machine.encodeState(state);
        if (!machine.descriptor().readsState(encoded.format())) {
            throw trial.broken(
                    Rule.M04, "it writes states in format " + encoded.format() + " and does not declare to read them");
        }
        S decoded = machine.ownState(trial.history().genesis(), encoded);
        expectEqual(trial, "a state", state, decoded, encoded, machine.encodeState(decoded));
    }

    /** Equality by {@code equals} counts for classes that have one. */
    private static void expectEqual(
            Trial<?, ?> trial, String what, Object before, Object after, Encoded encoded, Encoded again) {
        if (!encoded.equals(again)) {
            throw trial.broken(
                    Rule.M04,
                    what + " encoded as " + Guarded.shown(encoded) + " was encoded as " + Guarded.shown(again)
                            + " after decoding");
        }
        if (hasEquals(before.getClass()) && !Objects.equals(before, after)) {
            throw trial.broken(
                    Rule.M04,
                    what + " came back unequal from " + Guarded.shown(encoded) + ": it was " + Guarded.shown(before)
                            + " and became " + Guarded.shown(after));
        }
    }

    private static boolean hasEquals(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** M5: broken bytes, with time and memory measured, where it can be abandoned when it hangs. */
    static <S, M> void bounded(Trial<S, M> trial, Bounds bounds) {
        List<Encoded> mutations = trial.encodedMutations();
        List<Encoded> states = trial.history().encodedStates(trial.machine());
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            RandomGenerator random = trial.random();
            Genesis genesis = trial.history().genesis();
            for (int i = 0; i < FUZZED; i++) {
                fuzz(trial, bounds, random, mutations, trial.machine()::decodeMutation);
                fuzz(trial, bounds, random, states, encoded -> trial.machine().decodeState(genesis, encoded));
            }
        });
        try {
            run.get(HANG_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw trial.broken(
                    Rule.M05, "decoding " + 2 * FUZZED + " broken inputs did not end within " + HANG_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotJudged("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BrokenRule broken) {
                throw broken;
            }
            throw trial.machine().broken(Rule.M05, "decoding threw " + e.getCause(), e.getCause());
        }
    }

    /** Decodes something. */
    @FunctionalInterface
    private interface Decoder {
        Object decode(Encoded encoded) throws MalformedException;
    }

    private static void fuzz(
            Trial<?, ?> trial, Bounds bounds, RandomGenerator random, List<Encoded> samples, Decoder decoder) {
        Encoded sample = samples.get(random.nextInt(samples.size()));
        Bytes bytes = random.nextInt(10) == 0
                ? Fuzz.changed(random, Bytes.EMPTY, samples)
                : Fuzz.changed(random, sample.bytes(), samples);
        Encoded broken = new Encoded(sample.format(), bytes);
        long allocatedBefore = allocated();
        long nanosBefore = cpuNanos();
        try {
            Object ignored = decoder.decode(broken);
            Objects.requireNonNull(ignored, "a decoder returned null");
        } catch (MalformedException e) {
            Objects.requireNonNull(e.getMessage(), "a MalformedException without a message");
        }
        long nanos = cpuNanos() - nanosBefore;
        long allocated = allocated() - allocatedBefore;
        if (allocated > bounds.allocation(bytes.size())) {
            throw trial.broken(
                    Rule.M05,
                    "decoding " + bytes.size() + " bytes allocated " + allocated + ", more than "
                            + bounds.allocation(bytes.size()) + ": " + Guarded.shown(broken));
        } else if (nanos > bounds.nanos(bytes.size())) {
            throw trial.broken(
                    Rule.M05,
                    "decoding " + bytes.size() + " bytes took " + nanos / 1_000_000 + " ms, more than "
                            + bounds.nanos(bytes.size()) / 1_000_000 + ": " + Guarded.shown(broken));
        }
    }

    /** What the present thread has allocated so far; always 0 where the platform does not tell. */
    private static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                ? threads.getCurrentThreadAllocatedBytes()
                : 0;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** M8: golden histories are read, lead to the golden state, and there is one for each format. */
    static <S, M> void readable(Guarded<S, M> machine, List<Golden> goldens) {
        Set<Integer> mutationFormats = new TreeSet<>(machine.descriptor().mutationFormats());
        Set<Integer> stateFormats = new TreeSet<>(machine.descriptor().stateFormats());
        for (Golden golden : goldens) {
            Encoded replayed;
            Encoded kept;
            try {
                replayed = machine.encodeState(Golden.replay(machine, golden.mutations()));
                kept = machine.encodeState(machine.decodeState(Golden.genesis(), golden.state()));
            } catch (MalformedException | BrokenRule e) {
                throw machine.broken(Rule.M08, golden.name() + " cannot be read any more: " + e.getMessage(), e);
            }
            if (!replayed.equals(kept)) {
                throw machine.broken(
                        Rule.M08,
                        "the mutations of " + golden.name() + " now lead to " + Guarded.shown(replayed)
                                + " in place of " + Guarded.shown(kept),
                        null);
            }
            golden.mutations().forEach(mutation -> mutationFormats.remove(mutation.format()));
            stateFormats.remove(golden.state().format());
        }
        if (!mutationFormats.isEmpty() || !stateFormats.isEmpty()) {
            throw machine.broken(
                    Rule.M08,
                    "no golden history holds the mutation formats " + mutationFormats + " and the state formats "
                            + stateFormats + ", which the descriptor declares",
                    null);
        }
    }

    /** A golden history of what is written now, for the author to keep. */
    static <S, M> String suggestion(Trial<S, M> trial) {
        List<Encoded> mutations = new ArrayList<>(trial.encodedMutations());
        try {
            Golden golden =
                    Golden.record("golden", trial.machine(), mutations.subList(0, Math.min(12, mutations.size())));
            return "there is no golden history. Keep this text in a file beside your test, for ever, and return"
                    + " Golden.resource(getClass(), \"<file>\") from goldens():\n" + golden.text();
        } catch (MalformedException e) {
            throw trial.machine().broken(Rule.M04, "its own mutation did not decode: " + e.getMessage(), e);
        }
    }
}
