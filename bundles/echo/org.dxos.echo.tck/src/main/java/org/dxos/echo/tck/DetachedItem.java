package org.dxos.echo.tck;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.Receipt;
import org.dxos.echo.model.StateMachine;
import org.jspecify.annotations.Nullable;

/**
 * One writer's replica of an item, without party, feeds and signatures: writes are encoded, stamped as the next block of the
 * writer's feed, and applied from their bytes. Replicas of one item exchange what they lack by {@link #receive}; afterwards
 * their states are as they would be in a party: by canonical order, or, for commutative state machines, by the order of arrival.
 *
 * <p>Writing acknowledges at once. An edit that throws is refused: its receipt fails, and nothing is written. Any thread.
 */
public final class DetachedItem<S, M> implements ItemAccess<S, M> {
    private static final Comparator<Entry> CANONICAL = Comparator.comparing(Entry::meta, DetachedMeta.CANONICAL);

    private final StateMachine<S, M> machine;
    private final Genesis genesis;
    private final Writer writer;
    private final List<Entry> log = new ArrayList<>();
    private S state;

    private DetachedItem(StateMachine<S, M> machine, Genesis genesis, Writer writer) {
        this.machine = machine;
        this.genesis = genesis;
        this.writer = writer;
        state = machine.initial(genesis);
    }

    /** A new item, seen by its maker, who is {@code Writer.of(0)}. */
    public static <S, M> DetachedItem<S, M> of(StateMachine<S, M> machine) {
        Writer maker = Writer.of(0);
        return new DetachedItem<>(machine, DetachedGenesis.of(maker, 0), maker);
    }

    /** Another writer's replica of this item, in which nothing has arrived yet. Give each replica a writer of its own. */
    public DetachedItem<S, M> replica(Writer other) {
        return new DetachedItem<>(machine, genesis, other);
    }

    /** Takes in what another replica has and this one lacks. */
    public void receive(DetachedItem<S, M> other) {
        List<Entry> theirs = other.entries();
        synchronized (this) {
            Set<Entry> known = new HashSet<>(log);
            List<Entry> news =
                    theirs.stream().filter(entry -> !known.contains(entry)).toList();
            log.addAll(news);
            if (machine.descriptor().order() == Order.COMMUTATIVE) {
                news.forEach(this::apply);
            } else {
                log.sort(CANONICAL);
                state = machine.initial(genesis);
                log.forEach(this::apply);
            }
        }
    }

    /** All mutations that have arrived: in canonical order, or for commutative state machines in order of arrival. */
    public synchronized List<Entry> entries() {
        return List.copyOf(log);
    }

    @Override
    public ItemId id() {
        return genesis.item();
    }

    @Override
    public synchronized <R> R read(Function<? super S, ? extends R> reader) {
        return reader.apply(state);
    }

    @Override
    public synchronized Receipt write(Edit<S, M> edit) {
        @Nullable M mutation;
        try {
            mutation = edit.mutation(state, DetachedContext.of(id(), writer, 1_000 * nextHeight()));
        } catch (RuntimeException e) {
            return new DetachedReceipt(e);
        }
        return mutation == null ? new DetachedReceipt(null) : write(mutation);
    }

    @Override
    public synchronized Receipt write(M mutation) {
        FeedKey feed = writer.feed();
        long sequence =
                log.stream().filter(entry -> entry.meta().feed().equals(feed)).count();
        Entry entry =
                new Entry(DetachedMeta.of(id(), writer, sequence, nextHeight()), machine.encodeMutation(mutation));
        log.add(entry);
        apply(entry);
        return new DetachedReceipt(null);
    }

    private long nextHeight() {
        return 1 + log.stream().mapToLong(entry -> entry.meta().height()).max().orElse(0);
    }

    private void apply(Entry entry) {
        try {
            state = machine.apply(state, entry.meta(), machine.decodeMutation(entry.mutation()));
        } catch (MalformedException e) {
            throw new IllegalStateException(
                    machine.descriptor().type() + " cannot decode a mutation that it encoded (M4)", e);
        }
    }
}
