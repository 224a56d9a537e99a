package org.dxos.itests.simulation;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.StateMachine;

/**
 * State machines that show every mistake in the order of mutations, in several editions: what they make of the same mutations
 * follows from kind and edition alone.
 */
final class NumbersMachine implements StateMachine<Numbers, Long> {
    /** From here on a number needs mutation format 2. */
    static final long FIRST_NEW = 1000;

    final Kind kind;
    final Edition edition;
    private final Descriptor descriptor;

    /** What is done with a number. */
    enum Kind {
        /** {@code digest = 31 * digest + number}; states are never changed in place. */
        CHAIN,
        /** The number decides where in the list it goes; states are changed in place. */
        LIST,
        /** A sum and a sorted list: the order does not matter. Changed in place. */
        BAG;

        String type() {
            return "test.state/" + name().toLowerCase(java.util.Locale.ROOT);
        }

        String model() {
            return "test.model/" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Versions of the code. */
    enum Edition {
        /** Reads mutation format 1. */
        OLD,
        /** Reads formats 1 and 2. */
        NEW,
        /** The same with a defect: throws for every multiple of five. */
        DEFECTIVE
    }

    NumbersMachine(Kind kind, Edition edition) {
        this.kind = kind;
        this.edition = edition;
        Descriptor first = Descriptor.of(kind.type(), kind == Kind.BAG ? Order.COMMUTATIVE : Order.TOTAL);
        this.descriptor = switch (edition) {
            case OLD -> first;
            case NEW -> first.readsMutations(1, 2).readsStates(1, 2);
            case DEFECTIVE -> first.readsMutations(1, 2).readsStates(3);
        };
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public Numbers initial(Genesis genesis) {
        return new Numbers();
    }

    @Override
    public Numbers apply(Numbers before, MutationMeta meta, Long number) {
        if (edition == Edition.DEFECTIVE && number % 5 == 0) {
            throw new IllegalStateException("a defect at " + number);
        }
        Numbers state = kind == Kind.CHAIN ? before.copy() : before;
        state.isNew |= number >= FIRST_NEW;
        switch (kind) {
            case CHAIN -> {
                state.digest = 31 * state.digest + number + 7 * meta.height() + 3 * meta.index();
                state.values.add(number);
            }
            case LIST -> {
                state.values.add((int) Math.floorMod(number * 7919, (long) state.values.size() + 1), number);
                state.digest += meta.sequence();
            }
            case BAG -> {
                state.values.add(number);
                state.values.sort(null);
                state.digest += number;
            }
        }
        return state;
    }

    @Override
    public Numbers fork(Numbers state) {
        return kind == Kind.CHAIN ? state : state.copy();
    }

    @Override
    public Encoded encodeMutation(Long number) {
        if (edition == Edition.OLD && number >= FIRST_NEW) {
            throw new IllegalArgumentException("this edition knows no number " + number);
        }
        return new Encoded(
                number >= FIRST_NEW ? 2 : 1, new ByteWriter().putVar(number).toBytes());
    }

    @Override
    public Long decodeMutation(Encoded mutation) throws MalformedException {
        ByteReader in = new ByteReader(mutation.bytes());
        long number = in.var();
        in.expectEnd();
        if (mutation.format() == 1 && (number < 0 || number >= FIRST_NEW)) {
            throw new MalformedException("the number " + number + " in format 1");
        }
        return number;
    }

    @Override
    public Encoded encodeState(Numbers state) {
        ByteWriter out = new ByteWriter().putLong(state.digest).putVar(state.values.size());
        state.values.forEach(out::putVar);
        return new Encoded(edition == Edition.DEFECTIVE ? 3 : state.isNew ? 2 : 1, out.toBytes());
    }

    @Override
    public Numbers decodeState(Genesis genesis, Encoded encoded) throws MalformedException {
        ByteReader in = new ByteReader(encoded.bytes());
        Numbers state = new Numbers();
        state.digest = in.int64();
        int size = in.var(in.remaining());
        for (int i = 0; i < size; i++) {
            state.values.add(in.var());
            state.isNew |= state.values.get(i) >= FIRST_NEW;
        }
        in.expectEnd();
        return state;
    }

    @Override
    public String toString() {
        return kind + " " + edition;
    }
}
