package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.echo.Batch;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.View;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.StateMachine;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.SimScheduler;
import org.dxos.testkit.TestIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When mutable states are copied: only if a view that shows them is in use. */
final class PinningTest {
    private static final String MODEL = "test.model/tally";

    private final AtomicInteger forks = new AtomicInteger();
    private final Party party;
    private final ItemId id;

    PinningTest() {
        TestNode node = TestNode.bare(
                new MemoryStorage(), TestIdentity.ALICE.keyring(), new SimScheduler(), PartyConfig.DEFAULT);
        node.echo.add(new TallyMachine(), "test");
        node.echo.add(new TallyModel(), "test");
        party = node.echo.createParty("home");
        Batch batch = party.batch();
        id = batch.create(NewItem.of(MODEL));
        batch.commit().await();
        add(1);
        forks.set(0);
    }

    @Test
    void writes_change_a_mutable_state_in_place_while_nobody_looks() {
        for (int i = 0; i < 100; i++) {
            add(1);
        }

        assertEquals(0, forks.get());
        assertEquals(101L, total(party.view()));
    }

    @Test
    void looking_up_a_facade_and_reading_through_it_is_not_looking_at_a_view() {
        for (int i = 0; i < 100; i++) {
            assertEquals(1L + i, party.item(id, Tally.class).total());
            party.item(id, Tally.class).add(1);
        }

        assertEquals(0, forks.get());
    }

    @Test
    void a_view_in_use_costs_one_copy_for_any_number_of_writes_and_stays_as_it_was() {
        View before = party.view();

        add(1);
        add(1);
        add(1);

        assertEquals(1, forks.get());
        assertEquals(1L, total(before));
        assertEquals(4L, total(party.view()));
    }

    private void add(long n) {
        party.item(id, Tally.class).add(n);
    }

    private long total(View view) {
        return (Long)
                java.util.Objects.requireNonNull(view.item(id).orElseThrow().field("total"));
    }

    private static final class MutableTally {
        long total;
    }

    /** The facade. */
    record Tally(ItemAccess<MutableTally, Long> item) {
        void add(long n) {
            item.write(n).await();
        }

        long total() {
            return item.<Long>read(state -> state.total);
        }
    }

    private final class TallyMachine implements StateMachine<MutableTally, Long> {
        @Override
        public Descriptor descriptor() {
            return Descriptor.of("test.state/tally", Order.COMMUTATIVE);
        }

        @Override
        public MutableTally initial(Genesis genesis) {
            return new MutableTally();
        }

        @Override
        public MutableTally apply(MutableTally state, MutationMeta meta, Long mutation) {
            state.total += mutation;
            return state;
        }

        @Override
        public Encoded encodeMutation(Long mutation) {
            return new Encoded(1, new ByteWriter(8).putLong(mutation).toBytes());
        }

        @Override
        public Long decodeMutation(Encoded mutation) throws MalformedException {
            return new ByteReader(mutation.bytes()).int64();
        }

        @Override
        public Encoded encodeState(MutableTally state) {
            return encodeMutation(state.total);
        }

        @Override
        public MutableTally decodeState(Genesis genesis, Encoded state) throws MalformedException {
            MutableTally tally = new MutableTally();
            tally.total = decodeMutation(state);
            return tally;
        }

        @Override
        public MutableTally fork(MutableTally state) {
            forks.incrementAndGet();
            MutableTally copy = new MutableTally();
            copy.total = state.total;
            return copy;
        }
    }

    private static final class TallyModel implements Model<MutableTally, Long, Tally> {
        @Override
        public String type() {
            return MODEL;
        }

        @Override
        public String stateMachine() {
            return "test.state/tally";
        }

        @Override
        public Class<Tally> facadeType() {
            return Tally.class;
        }

        @Override
        public Tally facade(ItemAccess<MutableTally, Long> item) {
            return new Tally(item);
        }

        @Override
        public @Nullable Object field(MutableTally state, String path) {
            return path.equals("total") ? state.total : null;
        }

        @Override
        public java.util.Set<String> fields(MutableTally state) {
            return java.util.Set.of("total");
        }
    }
}
