package org.dxos.echo.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.Receipt;
import org.junit.jupiter.api.Test;

class DetachedItemTest {
    /** Last writer wins by canonical order. */
    public static class Last extends BrokenMachines.LastToArriveWins {
        @Override
        public Descriptor descriptor() {
            return Descriptor.of("test.state/last", Order.TOTAL);
        }
    }

    private final DetachedItem<Tally.Sums, Tally.Add> item = DetachedItem.of(new Last());

    @Test
    void aWriteIsSeenAtOnceAndStampedAsTheNextBlock() {
        item.write(new Tally.Add("x", 1)).await();
        item.write((state, context) -> new Tally.Add("x", state.of("x") + 1)).await();
        assertEquals(2L, item.<Long>read(state -> state.of("x")).longValue());
        List<DetachedMeta> metas = item.entries().stream().map(Entry::meta).toList();
        assertEquals(List.of(0L, 1L), metas.stream().map(MutationMeta::sequence).toList());
        assertEquals(List.of(1L, 2L), metas.stream().map(MutationMeta::height).toList());
    }

    @Test
    void anEditThatThrowsIsRefusedAndOneWithoutMutationWritesNothing() {
        Receipt refused = item.write((state, context) -> {
            throw new IllegalArgumentException("no");
        });
        assertFalse(refused.isDone());
        assertEquals(
                "no",
                assertThrows(IllegalArgumentException.class, refused::await).getMessage());
        assertTrue(refused.stage().toCompletableFuture().isCompletedExceptionally());
        Receipt nothing = item.write((state, context) -> null);
        assertTrue(nothing.isDone());
        assertEquals(0, item.entries().size());
    }

    @Test
    void replicasThatReceivedFromEachOtherAgreeOnTheLastInCanonicalOrder() {
        DetachedItem<Tally.Sums, Tally.Add> other = item.replica(Writer.of(1));
        item.write(new Tally.Add("x", 1)).await();
        item.write(new Tally.Add("x", 2)).await();
        other.write(new Tally.Add("x", 3)).await();
        item.receive(other);
        other.receive(item);
        other.receive(item);
        assertEquals(2L, item.<Long>read(state -> state.of("x")).longValue());
        assertEquals(2L, other.<Long>read(state -> state.of("x")).longValue());
        assertEquals(item.entries(), other.entries());
        other.write(new Tally.Add("x", 4)).await();
        item.receive(other);
        assertEquals(4L, item.<Long>read(state -> state.of("x")).longValue());
    }
}
