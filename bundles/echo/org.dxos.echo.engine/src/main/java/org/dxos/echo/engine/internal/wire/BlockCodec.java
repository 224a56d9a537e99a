package org.dxos.echo.engine.internal.wire;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PublicKey;
import org.dxos.echo.engine.internal.wire.Operation.Create;
import org.dxos.echo.engine.internal.wire.Operation.Delete;
import org.dxos.echo.engine.internal.wire.Operation.Move;
import org.dxos.echo.engine.internal.wire.Operation.Mutate;
import org.dxos.echo.engine.internal.wire.Operation.Restore;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * Blocks as bytes; {@code docs/formats.md} has the layout. Each block has exactly one encoding. An item is named by its id where
 * the block mentions it first, and by its place among the items so mentioned (or made) afterwards.
 */
public final class BlockCodec {
    /** Operations in one block, and credentials in one block. */
    public static final int MAX_OPERATIONS = 0xffff;

    private static final int VERSION = 1;
    private static final int CONTROL = 0;
    private static final int DATA = 1;
    private static final int MAX_DEPENDENCIES = 4096;
    private static final int MAX_NAME = 256;

    private static final int CREATE = 0;
    private static final int MUTATE = 1;
    private static final int MOVE = 2;
    private static final int DELETE = 3;
    private static final int RESTORE = 4;
    private static final int HAS_PARENT = 1;
    private static final int IS_LINK = 2;

    private BlockCodec() {}

    /** @param feed the feed the block is for, from which the ids of items it makes are derived */
    public static Bytes encode(FeedKey feed, Block block) {
        ByteWriter out = new ByteWriter(128);
        out.put(VERSION).put(block.isControl() ? CONTROL : DATA);
        out.putVar(block.dependencies().size());
        for (Block.Dependency dependency : block.dependencies()) {
            out.putVar(((long) dependency.number() << 1) | (dependency.key() == null ? 0 : 1));
            if (dependency.key() != null) {
                out.put(dependency.key().bytes());
            }
            out.putVar(dependency.length());
        }
        out.putVar(block.height()).putVar(block.claimedMillis());
        if (block.isControl()) {
            out.putVar(block.credentials().size());
            block.credentials().forEach(out::putSized);
        } else {
            out.putVar(block.operations().size());
            new OperationWriter(feed, out).writeAll(block.operations());
        }
        return out.toBytes();
    }

    public static Block decode(FeedKey feed, Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        int version = in.unsignedByte();
        if (version != VERSION) {
            throw new MalformedException("a block of version " + version + "; this node reads version " + VERSION);
        }
        int kind = in.unsignedByte();
        if (kind != CONTROL && kind != DATA) {
            throw new MalformedException("a block of unknown kind " + kind);
        }
        List<Block.Dependency> dependencies = readDependencies(in);
        long height = number(in);
        long claimedMillis = number(in);
        List<Bytes> credentials = List.of();
        List<Operation> operations = List.of();
        int count = in.var(MAX_OPERATIONS);
        if (kind == CONTROL) {
            credentials = readCredentials(in, count);
        } else {
            operations = new OperationReader(feed, in).readAll(count);
        }
        in.expectEnd();
        return new Block(dependencies, height, claimedMillis, credentials, operations);
    }

    /** Whether the bytes say of themselves that they are a control block. */
    public static boolean isControl(Bytes bytes) {
        return bytes.size() > 2 && bytes.at(0) == VERSION && bytes.at(1) == CONTROL;
    }

    private static List<Block.Dependency> readDependencies(ByteReader in) throws MalformedException {
        int count = in.var(MAX_DEPENDENCIES);
        List<Block.Dependency> dependencies = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            int tag = in.var(2 * MAX_DEPENDENCIES + 1);
            FeedKey key = (tag & 1) == 0 ? null : FeedKey.of(in.bytes(PublicKey.SIZE));
            dependencies.add(new Block.Dependency(tag >>> 1, key, number(in)));
        }
        return dependencies;
    }

    private static List<Bytes> readCredentials(ByteReader in, int count) throws MalformedException {
        if (count == 0) {
            throw new MalformedException("a control block without credentials");
        }
        List<Bytes> credentials = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            credentials.add(in.sized());
        }
        return credentials;
    }

    private static long number(ByteReader in) throws MalformedException {
        long value = in.var();
        if (value < 0) {
            throw new MalformedException("a number of more than 63 bits");
        }
        return value;
    }

    private static final class OperationWriter {
        private final FeedKey feed;
        private final ByteWriter out;
        private final java.util.Map<ItemId, Integer> places = new java.util.HashMap<>(8);

        OperationWriter(FeedKey feed, ByteWriter out) {
            this.feed = feed;
            this.out = out;
        }

        void writeAll(List<Operation> operations) {
            for (Operation operation : operations) {
                if (operation instanceof Mutate mutate) {
                    out.put(MUTATE);
                    item(mutate.item());
                    out.putVar(mutate.mutation().format());
                    out.putSized(mutate.mutation().bytes());
                } else if (operation instanceof Create create) {
                    create(create);
                } else if (operation instanceof Move move) {
                    out.put(MOVE).put(move.parent() == null ? 0 : HAS_PARENT);
                    item(move.item());
                    if (move.parent() != null) {
                        item(move.parent());
                    }
                } else if (operation instanceof Delete delete) {
                    out.put(DELETE);
                    item(delete.item());
                } else if (operation instanceof Restore restore) {
                    out.put(RESTORE);
                    item(restore.item());
                }
            }
        }

        private void create(Create create) {
            boolean isLink = create.source() != null && create.target() != null;
            out.put(CREATE).put((create.parent() == null ? 0 : HAS_PARENT) | (isLink ? IS_LINK : 0));
            out.putVar(create.number());
            out.putText(create.type()).putText(create.model()).putText(create.stateMachine());
            if (create.parent() != null) {
                item(create.parent());
            }
            if (create.source() != null && create.target() != null) {
                item(create.source());
                item(create.target());
            }
            places.put(ItemId.of(feed, create.number()), places.size() + 1);
        }

        private void item(ItemId id) {
            Integer place = places.putIfAbsent(id, places.size() + 1);
            if (place != null) {
                out.putVar(place);
            } else {
                out.putVar(0).put(id.bytes());
            }
        }
    }

    private static final class OperationReader {
        private final FeedKey feed;
        private final ByteReader in;
        private final List<ItemId> mentioned = new ArrayList<>(4);
        private final java.util.Set<ItemId> known = new java.util.HashSet<>();

        OperationReader(FeedKey feed, ByteReader in) {
            this.feed = feed;
            this.in = in;
        }

        List<Operation> readAll(int count) throws MalformedException {
            if (count == 0) {
                throw new MalformedException("a data block without operations");
            }
            List<Operation> operations = new ArrayList<>(Math.min(count, 64));
            for (int i = 0; i < count; i++) {
                operations.add(read());
            }
            return operations;
        }

        private Operation read() throws MalformedException {
            int kind = in.unsignedByte();
            switch (kind) {
                case CREATE:
                    return create();
                case MUTATE:
                    return new Mutate(item(), new Encoded(in.var(Encoded.MAX_FORMAT), in.sized()));
                case MOVE:
                    boolean hasParent = flags(HAS_PARENT) != 0;
                    ItemId moved = item();
                    return new Move(moved, hasParent ? item() : null);
                case DELETE:
                    return new Delete(item());
                case RESTORE:
                    return new Restore(item());
                default:
                    throw new MalformedException("an operation of unknown kind " + kind);
            }
        }

        private Create create() throws MalformedException {
            int flags = flags(HAS_PARENT | IS_LINK);
            long number = number(in);
            String type = name();
            String model = name();
            String stateMachine = name();
            if (model.isEmpty() || stateMachine.isEmpty()) {
                throw new MalformedException("an item without a model or state machine");
            }
            ItemId parent = (flags & HAS_PARENT) == 0 ? null : item();
            @Nullable ItemId source = (flags & IS_LINK) == 0 ? null : item();
            @Nullable ItemId target = (flags & IS_LINK) == 0 ? null : item();
            mention(ItemId.of(feed, number));
            return new Create(number, type, model, stateMachine, parent, source, target);
        }

        private int flags(int allowed) throws MalformedException {
            int flags = in.unsignedByte();
            if ((flags & ~allowed) != 0) {
                throw new MalformedException("unknown flags " + flags);
            }
            return flags;
        }

        private String name() throws MalformedException {
            int before = in.remaining();
            String name = in.text();
            if (before - in.remaining() > MAX_NAME + 2) {
                throw new MalformedException("a name of more than " + MAX_NAME + " bytes");
            }
            return name;
        }

        private ItemId item() throws MalformedException {
            int place = in.var(mentioned.size());
            if (place > 0) {
                return mentioned.get(place - 1);
            }
            ItemId id = new ItemId(in.bytes(ItemId.SIZE));
            mention(id);
            return id;
        }

        private void mention(ItemId id) throws MalformedException {
            if (mentioned.size() > 3 ? !known.add(id) : mentioned.contains(id)) {
                throw new MalformedException("an item mentioned twice by its id");
            }
            mentioned.add(id);
            if (mentioned.size() == 4) {
                known.addAll(mentioned);
            }
        }
    }
}
