package org.dxos.itests.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.engine.internal.item.Birth;
import org.dxos.echo.engine.internal.item.Meta;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.StateMachine;
import org.dxos.halo.credential.Roster;
import org.dxos.halo.credential.Writer;
import org.jspecify.annotations.Nullable;

/**
 * What a party must look like, worked out in the plainest way: all blocks that are ready are sorted by height, feed key and
 * sequence, and done one after the other from nothing. Knows the block format and nothing else of the engine.
 */
final class Oracle {
    private final Roster roster;
    private final Map<FeedKey, List<Block>> feeds = new TreeMap<>();
    private final Map<FeedKey, List<Long>> heights = new TreeMap<>();
    private final Map<FeedKey, List<FeedKey>> mentioned = new HashMap<>();
    private final List<Placed> order = new ArrayList<>();
    private final Map<ItemId, Birth> births = new TreeMap<>();
    private final Map<ItemId, List<Change>> histories = new TreeMap<>();
    private final Map<ItemId, ItemId> parents = new HashMap<>();
    private final Set<ItemId> deleted = new HashSet<>();

    private record Placed(long height, FeedKey feed, long sequence, Block block) {}

    private record Change(Meta meta, Encoded mutation) {}

    /** @param feeds where the blocks are taken from */
    Oracle(Roster roster, PartyFeeds feeds) {
        this.roster = roster;
        try {
            for (Map.Entry<FeedKey, Long> feed : feeds.lengths().entrySet()) {
                read(feeds, feed.getKey(), feed.getValue());
            }
        } catch (FeedException | MalformedException e) {
            throw new AssertionError(e);
        }
        takeAll();
        order.sort(Comparator.comparingLong(Placed::height)
                .thenComparing(Placed::feed)
                .thenComparingLong(Placed::sequence));
        order.forEach(this::perform);
    }

    private void read(PartyFeeds source, FeedKey feed, long length) throws FeedException, MalformedException {
        List<Block> blocks = new ArrayList<>();
        while (blocks.size() < length) {
            FeedRange range =
                    source.range(feed, blocks.size(), Integer.MAX_VALUE).orElseThrow();
            for (Bytes bytes : range.blocks()) {
                blocks.add(BlockCodec.decode(feed, bytes));
            }
        }
        feeds.put(feed, blocks);
        heights.put(feed, new ArrayList<>());
        mentioned.put(feed, new ArrayList<>());
    }

    /** Mutations in all, applied or not. */
    int mutations() {
        return histories.values().stream().mapToInt(List::size).sum();
    }

    int items() {
        return births.size();
    }

    Set<ItemId> ids() {
        return births.keySet();
    }

    /** Parent, deletion and visibility of an item. */
    String place(ItemId id) {
        return "parent " + java.util.Optional.ofNullable(parents.get(id)) + " deleted " + deleted.contains(id)
                + " visible " + isVisible(id);
    }

    private boolean isVisible(ItemId id) {
        for (ItemId at = id; at != null; at = parents.get(at)) {
            if (deleted.contains(at)) {
                return false;
            }
        }
        return true;
    }

    /** Status, mutations and state of an item where this code is installed; without the tree that a snapshot adds. */
    String state(ItemId id, Iterable<StateMachine<?, ?>> code) {
        Birth birth = java.util.Objects.requireNonNull(births.get(id));
        List<Change> history = histories.get(id);
        for (StateMachine<?, ?> machine : code) {
            if (machine.descriptor().type().equals(birth.stateMachine())) {
                return id + " " + replay(machine, birth, history);
            }
        }
        return id + " DORMANT " + history.size() + " -";
    }

    private static <S, M> String replay(StateMachine<S, M> machine, Birth birth, List<Change> history) {
        S state = machine.initial(birth);
        String status = "LIVE";
        for (Change change : history) {
            if (!machine.descriptor().readsMutation(change.mutation().format())) {
                status = "OUTDATED";
                break;
            }
            try {
                S next = machine.apply(machine.fork(state), change.meta(), machine.decodeMutation(change.mutation()));
                state = next;
            } catch (MalformedException e) {
                continue;
            } catch (RuntimeException e) {
                status = "FAULTED";
                break;
            }
        }
        Encoded encoded = machine.encodeState(state);
        return status + " " + history.size() + " "
                + Hash.of("dxos.echo.state.1/" + encoded.format(), encoded.bytes())
                        .hex();
    }

    private void takeAll() {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (FeedKey feed : feeds.keySet()) {
                while (takeNext(feed)) {
                    progress = true;
                }
            }
        }
    }

    private boolean takeNext(FeedKey feed) {
        List<Long> own = heights.get(feed);
        int sequence = own.size();
        if (sequence == feeds.get(feed).size() || !roster.mayWrite(feed)) {
            return false;
        }
        Block block = feeds.get(feed).get(sequence);
        List<FeedKey> names = new ArrayList<>(mentioned.get(feed));
        long height = sequence == 0 ? 0 : own.get(sequence - 1);
        for (Block.Dependency dependency : block.dependencies()) {
            if (dependency.key() != null) {
                names.add(dependency.key());
            }
            List<Long> other = heights.get(names.get(dependency.number()));
            if (other == null || other.size() < dependency.length()) {
                return false;
            }
            height = Math.max(height, other.get((int) dependency.length() - 1));
        }
        if (block.height() != height + 1) {
            throw new AssertionError("block " + sequence + " of " + feed + " has height " + block.height());
        }
        mentioned.put(feed, names);
        own.add(height + 1);
        order.add(new Placed(height + 1, feed, sequence, block));
        return true;
    }

    private void perform(Placed placed) {
        Writer writer = roster.writer(placed.feed()).orElseThrow();
        int index = 0;
        for (Operation operation : placed.block().operations()) {
            if (operation instanceof Operation.Create create) {
                create(placed, writer, create);
            } else if (operation instanceof Operation.Mutate mutate) {
                histories
                        .get(mutate.item())
                        .add(new Change(
                                new Meta(
                                        mutate.item(),
                                        writer.member(),
                                        writer.device(),
                                        placed.feed(),
                                        placed.sequence(),
                                        index,
                                        placed.height(),
                                        placed.block().claimedMillis()),
                                mutate.mutation()));
            } else if (operation instanceof Operation.Move move) {
                move(move.item(), move.parent());
            } else if (operation instanceof Operation.Delete delete) {
                deleted.add(delete.item());
            } else if (operation instanceof Operation.Restore restore) {
                deleted.remove(restore.item());
            }
            index++;
        }
    }

    private void create(Placed placed, Writer writer, Operation.Create create) {
        ItemId id = ItemId.of(placed.feed(), create.number());
        var ends = create.source() == null || create.target() == null
                ? null
                : new org.dxos.echo.Item.Ends(create.source(), create.target());
        births.put(
                id,
                new Birth(
                        id,
                        writer.member(),
                        writer.device(),
                        placed.feed(),
                        placed.block().claimedMillis(),
                        create.type(),
                        create.model(),
                        create.stateMachine(),
                        ends,
                        placed.height(),
                        placed.sequence()));
        histories.put(id, new ArrayList<>());
        if (create.parent() != null && births.containsKey(create.parent())) {
            parents.put(id, create.parent());
        }
    }

    private void move(ItemId item, @Nullable ItemId parent) {
        if (parent == null) {
            parents.remove(item);
            return;
        }
        for (ItemId at = parent; at != null; at = parents.get(at)) {
            if (at.equals(item)) {
                return;
            }
        }
        if (births.containsKey(parent)) {
            parents.put(item, parent);
        }
    }
}
