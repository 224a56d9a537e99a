package org.dxos.echo.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;

/** State machines that break one rule each. Public, so that their classes can be loaded anew. */
public final class BrokenMachines {
    private BrokenMachines() {}

    public static class ByIdentityHash extends Tally {
        @Override
        public Sums apply(Sums state, MutationMeta meta, Add mutation) {
            return state.with(mutation.name(), System.identityHashCode(mutation));
        }
    }

    public static class UsesTheIdentityOfKeys extends Tally {
        @Override
        public Descriptor descriptor() {
            return Descriptor.of("test.state/tally", Order.TOTAL);
        }

        @Override
        public Sums apply(Sums state, MutationMeta meta, Add mutation) {
            return state.with(mutation.name(), System.identityHashCode(meta.feed()));
        }
    }

    public static class ThrowsOnMissingName extends Tally {
        @Override
        public Sums apply(Sums state, MutationMeta meta, Add mutation) {
            if (mutation.amount() < 0 && !state.byName().containsKey(mutation.name())) {
                throw new IllegalStateException("nothing to take from");
            }
            return super.apply(state, meta, mutation);
        }
    }

    public static class ChangesInPlace extends Tally {
        @Override
        public Sums initial(Genesis genesis) {
            return new Sums(new TreeMap<>(), "");
        }

        @Override
        public Sums apply(Sums state, MutationMeta meta, Add mutation) {
            state.byName().merge(mutation.name(), mutation.amount(), Long::sum);
            return state;
        }

        @Override
        public Sums decodeState(Genesis genesis, Encoded state) throws MalformedException {
            return new Sums(new TreeMap<>(super.decodeState(genesis, state).byName()), "");
        }
    }

    public static class CutsAmounts extends Tally {
        @Override
        public Encoded encodeMutation(Add mutation) {
            return super.encodeMutation(new Add(mutation.name(), (int) mutation.amount()));
        }
    }

    public static class TrustsCounts extends Tally {
        @Override
        public Sums decodeState(Genesis genesis, Encoded state) throws MalformedException {
            List<Object> room = new ArrayList<>(new ByteReader(state.bytes()).var(100_000_000));
            return room.isEmpty() ? super.decodeState(genesis, state) : initial(genesis);
        }
    }

    public static class ThrowsOnShortInput extends Tally {
        @Override
        public Add decodeMutation(Encoded mutation) throws MalformedException {
            if (mutation.bytes().at(1) == 0) {
                throw new MalformedException("a name that begins with zero");
            }
            return super.decodeMutation(mutation);
        }
    }

    public static class NeverEnds extends Tally {
        @Override
        public Sums decodeState(Genesis genesis, Encoded state) throws MalformedException {
            byte[] bytes = state.bytes().toArray();
            long spin = 0;
            for (long i = bytes.length > 0 && bytes[0] == 0x7f ? Long.MAX_VALUE >> 30 : 0; i > 0; i--) {
                spin += i ^ spin;
            }
            return spin == 1 ? initial(genesis) : super.decodeState(genesis, state);
        }
    }

    public static class ForgetsTheLastName extends Tally {
        @Override
        public Descriptor descriptor() {
            return Descriptor.of("test.state/tally", Order.TOTAL);
        }

        @Override
        public Sums apply(Sums state, MutationMeta meta, Add mutation) {
            long factor = state.hidden().equals(mutation.name()) ? 2 : 1;
            SortedMap<String, Long> sums = state.with(
                            mutation.name(), state.of(mutation.name()) + factor * mutation.amount())
                    .byName();
            return new Sums(sums, mutation.name());
        }
    }

    public static class LeavesThreads extends Tally {
        private static final CountDownLatch NEVER = new CountDownLatch(1);

        @Override
        public Sums apply(Sums state, MutationMeta meta, Add mutation) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            NEVER.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "left-over");
            thread.setDaemon(true);
            if (mutation.amount() == 0) {
                thread.start();
            }
            return super.apply(state, meta, mutation);
        }
    }

    public static class UsesTheDefaultLocale extends Tally {
        @Override
        @SuppressWarnings("StringCaseLocaleUsage")
        public Sums apply(Sums state, MutationMeta meta, Add mutation) {
            return super.apply(state, meta, new Add(mutation.name().toUpperCase(), mutation.amount()));
        }
    }

    public static class RemembersTheFirstAmount extends Tally {
        private static Add first;

        @Override
        @SuppressWarnings("NonFinalStaticField")
        public Sums apply(Sums state, MutationMeta meta, Add mutation) {
            first = first == null ? mutation : first;
            return super.apply(state, meta, new Add(mutation.name(), mutation.amount() * first.amount()));
        }
    }

    public static class ChangedItsMind extends Tally {
        @Override
        public Sums apply(Sums state, MutationMeta meta, Add mutation) {
            return super.apply(state, meta, new Add(mutation.name(), -mutation.amount()));
        }
    }

    public static class DroppedItsFormat extends Tally {
        @Override
        public Descriptor descriptor() {
            return super.descriptor().readsMutations(2);
        }

        @Override
        public Encoded encodeMutation(Add mutation) {
            return new Encoded(
                    2,
                    new ByteWriter().put(super.encodeMutation(mutation).bytes()).toBytes());
        }

        @Override
        public Add decodeMutation(Encoded mutation) throws MalformedException {
            if (mutation.format() != 2) {
                throw new MalformedException("format " + mutation.format() + " is not known");
            }
            return super.decodeMutation(mutation);
        }
    }

    public static class DeclaresAFormatWithoutGolden extends Tally {
        @Override
        public Descriptor descriptor() {
            return super.descriptor().readsStates(1, 7);
        }
    }

    public static class LastToArriveWins extends Tally {
        @Override
        public Sums apply(Sums state, MutationMeta meta, Add mutation) {
            return state.with(mutation.name(), mutation.amount());
        }
    }
}
