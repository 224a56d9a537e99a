package org.dxos.itests.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.ItemId;
import org.dxos.model.object.ObjectItem;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What one write is made of, measured part by part. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HotPaths {
    private static final FeedKey FEED = FeedKey.of(Bytes.wrap(new byte[32]));

    /** A party of so many items. */
    @State(Scope.Benchmark)
    public static class Parties {
        @Param({"1000", "100000"})
        int items;

        @SuppressWarnings("NullAway.Init")
        Node node;

        @SuppressWarnings("NullAway.Init")
        Party party;

        @SuppressWarnings("NullAway.Init")
        ObjectItem object;

        @SuppressWarnings("NullAway.Init")
        ItemId id;

        long count;

        @Setup
        public void open() {
            node = Node.inMemory();
            party = node.echo.createParty("jmh");
            for (int i = 0; i < items; i++) {
                Batch batch = party.batch().acknowledge(Acknowledgement.MEMORY);
                id = batch.create(NewItem.of("dxos.model/object").type("bench"));
                batch.commit().await();
            }
            object = party.item(id, ObjectItem.class, Acknowledgement.MEMORY);
        }

        @TearDown
        public void close() throws Exception {
            node.close();
        }
    }

    /** A persistent map of so many entries. */
    @State(Scope.Benchmark)
    public static class Tries {
        @Param({"1000", "100000", "1000000"})
        int size;

        IntTrie<String> trie = IntTrie.empty();
        int next;

        @Setup
        public void fill() {
            IntTrie.Edit edit = new IntTrie.Edit();
            for (int i = 0; i < size; i++) {
                trie = trie.with(i, "value", edit);
            }
            edit.close();
        }
    }

    @Benchmark
    public void writeProperty(Parties parties) {
        parties.object.set("p", parties.count++).await();
    }

    @Benchmark
    public Object readPropertyOfView(Parties parties) {
        return parties.party.view().item(parties.id).orElseThrow().mutations();
    }

    @Benchmark
    public IntTrie<String> changeTrie(Tries tries) {
        tries.next = (tries.next + 7919) % tries.size;
        return tries.trie.with(tries.next, "other", new IntTrie.Edit());
    }

    @Benchmark
    public Block codeBlock() throws MalformedException {
        Block block = new Block(
                List.of(),
                12345,
                1_700_000_000_000L,
                List.of(),
                List.of(new Operation.Mutate(
                        new ItemId(Bytes.wrap(new byte[16])), new Encoded(1, Bytes.wrap(new byte[14])))));
        return BlockCodec.decode(FEED, BlockCodec.encode(FEED, block));
    }
}
