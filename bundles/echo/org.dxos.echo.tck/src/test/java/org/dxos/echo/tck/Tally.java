package org.dxos.echo.tck;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.StateMachine;

/** A sound state machine: sums by name. Each broken one of {@link BrokenMachinesTest} changes one thing of it. */
public class Tally implements StateMachine<Tally.Sums, Tally.Add> {
    private static final String[] NAMES = {"i", "j", "ı", "x", "name"};

    /** The sums, and something that is not encoded. */
    public record Sums(SortedMap<String, Long> byName, String hidden) {
        Sums with(String name, long sum) {
            TreeMap<String, Long> changed = new TreeMap<>(byName);
            changed.put(name, sum);
            return new Sums(Collections.unmodifiableSortedMap(changed), hidden);
        }

        long of(String name) {
            return byName.getOrDefault(name, 0L);
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Sums other && byName.equals(other.byName);
        }

        @Override
        public int hashCode() {
            return byName.hashCode();
        }
    }

    /** Adds an amount to a name. */
    public record Add(String name, long amount) {
        static Add random(RandomGenerator random) {
            return new Add(
                    NAMES[random.nextInt(NAMES.length)],
                    random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(9) - 4);
        }
    }

    @Override
    public Descriptor descriptor() {
        return Descriptor.of("test.state/tally", Order.COMMUTATIVE);
    }

    @Override
    public Sums initial(Genesis genesis) {
        return new Sums(Collections.emptySortedMap(), "");
    }

    @Override
    public Sums apply(Sums state, MutationMeta meta, Add mutation) {
        return state.with(mutation.name, state.of(mutation.name) + mutation.amount);
    }

    @Override
    public Encoded encodeMutation(Add mutation) {
        return new Encoded(
                1,
                new ByteWriter()
                        .putText(mutation.name)
                        .putSignedVar(mutation.amount)
                        .toBytes());
    }

    @Override
    public Add decodeMutation(Encoded mutation) throws MalformedException {
        ByteReader in = new ByteReader(mutation.bytes());
        Add add = new Add(in.text(), in.signedVar());
        in.expectEnd();
        return add;
    }

    @Override
    public Encoded encodeState(Sums state) {
        ByteWriter out = new ByteWriter().putVar(state.byName.size());
        state.byName.forEach((name, sum) -> out.putText(name).putSignedVar(sum));
        return new Encoded(1, out.toBytes());
    }

    @Override
    public Sums decodeState(Genesis genesis, Encoded state) throws MalformedException {
        ByteReader in = new ByteReader(state.bytes());
        TreeMap<String, Long> sums = new TreeMap<>();
        for (int left = in.var(in.remaining()); left > 0; left--) {
            if (sums.put(in.text(), in.signedVar()) != null) {
                throw new MalformedException("a name twice, before byte " + in.position());
            }
        }
        in.expectEnd();
        return new Sums(Collections.unmodifiableSortedMap(sums), "");
    }
}
