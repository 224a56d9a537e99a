package org.dxos.echo.engine.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.ItemId;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

/** Blocks as bytes. */
final class BlockCodecTest {
    private static final FeedKey FEED = TestIdentity.ALICE.feedKey();

    @SeededTest(ci = 1000, deep = 100_000)
    void what_is_encoded_is_decoded_and_has_one_encoding(SeededRandom random) throws MalformedException {
        Block block = block(random);

        Bytes bytes = BlockCodec.encode(FEED, block);

        assertEquals(block, BlockCodec.decode(FEED, bytes));
        assertEquals(block.isControl(), BlockCodec.isControl(bytes));
    }

    @SeededTest(ci = 2000, deep = 200_000)
    void changed_bytes_are_refused_or_are_the_one_encoding_of_another_block(SeededRandom random) {
        byte[] bytes = BlockCodec.encode(FEED, block(random)).toArray();
        for (int flips = random.between(1, 3); flips > 0; flips--) {
            bytes[random.below(bytes.length)] ^= (byte) (1 << random.below(8));
        }
        Bytes changed = Bytes.copyOf(bytes, 0, random.chance(0.3) ? random.below(bytes.length) : bytes.length);

        try {
            Block decoded = BlockCodec.decode(FEED, changed);
            assertEquals(changed, BlockCodec.encode(FEED, decoded));
        } catch (MalformedException e) {
            assertTrue(e.getMessage() != null && !e.getMessage().isEmpty());
        }
    }

    @Test
    void empty_foreign_and_newer_bytes_are_refused_with_words() {
        assertThrows(MalformedException.class, () -> BlockCodec.decode(FEED, Bytes.EMPTY));
        MalformedException newer = assertThrows(
                MalformedException.class, () -> BlockCodec.decode(FEED, Bytes.fromHex("0201000101000000")));
        assertTrue(newer.getMessage().contains("version 2"), newer.getMessage());
        MalformedException empty =
                assertThrows(MalformedException.class, () -> BlockCodec.decode(FEED, Bytes.fromHex("010100010100")));
        assertTrue(empty.getMessage().contains("without operations"), empty.getMessage());
    }

    private static Block block(SeededRandom random) {
        List<Block.Dependency> dependencies = new ArrayList<>();
        for (int i = 0; i < random.below(4); i++) {
            FeedKey key = random.chance(0.5) ? FeedKey.of(random.bytes(32)) : null;
            dependencies.add(new Block.Dependency(random.below(100), key, random.between(1, 1000)));
        }
        List<Bytes> credentials = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        if (random.chance(0.2)) {
            for (int i = random.between(1, 4); i > 0; i--) {
                credentials.add(random.bytes(random.below(200)));
            }
        } else {
            List<ItemId> ids = List.of(id(random), id(random), id(random), id(random), id(random), id(random));
            for (int i = random.between(1, 12); i > 0; i--) {
                operations.add(operation(random, ids, operations.size()));
            }
        }
        return new Block(dependencies, random.between(1, 1 << 20), random.below(1 << 30), credentials, operations);
    }

    private static Operation operation(SeededRandom random, List<ItemId> ids, int number) {
        return switch (random.below(5)) {
            case 0 ->
                new Operation.Create(
                        number,
                        random.pick("", "task"),
                        "dxos.model/object",
                        "dxos.state/object",
                        random.chance(0.5) ? random.pick(ids) : null,
                        null,
                        null);
            case 1 -> new Operation.Create(number, "link", "m", "s", null, random.pick(ids), random.pick(ids));
            case 2 -> new Operation.Move(random.pick(ids), random.chance(0.5) ? random.pick(ids) : null);
            case 3 ->
                random.chance(0.5) ? new Operation.Delete(random.pick(ids)) : new Operation.Restore(random.pick(ids));
            default ->
                new Operation.Mutate(random.pick(ids), new Encoded(random.below(3), random.bytes(random.below(40))));
        };
    }

    private static ItemId id(SeededRandom random) {
        return new ItemId(random.bytes(ItemId.SIZE));
    }
}
