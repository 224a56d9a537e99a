package org.dxos.echo.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.Receipt;
import org.dxos.echo.model.StateMachine;
import org.jspecify.annotations.Nullable;

/**
 * A third party's state machine that keeps a log of words in a mutable state, and misbehaves where and how it is told: on words
 * that begin with {@code bad} only, and on items that are not spared.
 */
final class Rogue implements StateMachine<StringBuilder, String> {
    static final String TYPE = "rogue.state/log";
    static final String MODEL = "rogue.model/log";

    /** In which method. */
    enum Where {
        INITIAL,
        APPLY,
        FORK,
        DECODE,
        ENCODE,
        ENCODE_STATE,
        DECODE_STATE
    }

    /** In which way. */
    enum How {
        THROWS,
        RETURNS_NULL,
        LOOPS,
        BLOCKS,
        RECURSES,
        ALLOCATES,
        LINKS,
        LIES;

        boolean neverReturns() {
            return this == LOOPS || this == BLOCKS;
        }
    }

    /** Set at the end of a test, so that loops end. */
    volatile boolean released;

    /** Down once it has misbehaved. */
    final CountDownLatch begun = new CountDownLatch(1);

    /** Items that may begin whatever happens. */
    final Set<ItemId> spared = ConcurrentHashMap.newKeySet();

    private final Order order;
    private volatile @Nullable Where where;
    private volatile @Nullable How how;

    Rogue(Order order) {
        this.order = order;
    }

    /** Misbehaves from now on. */
    Rogue misbehaving(Where place, How way) {
        where = place;
        how = way;
        return this;
    }

    void behave() {
        how = null;
    }

    private <T> @Nullable T at(Where place, boolean isBad, Supplier<T> right) {
        How way = how;
        if (place != where || way == null || !isBad) {
            return right.get();
        }
        begun.countDown();
        return switch (way) {
            case THROWS -> throw new IllegalStateException("rogue in " + place);
            case RETURNS_NULL -> null;
            case RECURSES -> deeper(right, 0);
            case ALLOCATES -> throw allocated();
            case LINKS -> throw new NoClassDefFoundError("rogue/Missing");
            case LIES -> throw new RogueError();
            case LOOPS -> {
                long spins = 0;
                while (!released) {
                    spins++;
                }
                throw new IllegalStateException("looped " + spins + " times");
            }
            case BLOCKS -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted", e);
                }
                yield null;
            }
        };
    }

    /** Overflows the stack long before the depth at which it would end. */
    private <T> T deeper(Supplier<T> right, int depth) {
        if (depth == Integer.MAX_VALUE) {
            return right.get();
        }
        T result = deeper(right, depth + 1);
        return depth < 0 ? right.get() : result;
    }

    private static OutOfMemoryError allocated() {
        try {
            long[][] hoard = new long[1 << 20][];
            for (int i = 0; i < hoard.length; i++) {
                hoard[i] = new long[Integer.MAX_VALUE - 8];
            }
            throw new IllegalStateException("there is more memory than expected: " + hoard.length);
        } catch (OutOfMemoryError e) {
            return e;
        }
    }

    /** An error of its own kind. */
    private static final class RogueError extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Descriptor descriptor() {
        return Descriptor.of(TYPE, order);
    }

    @Override
    public StringBuilder initial(Genesis genesis) {
        return at(Where.INITIAL, !spared.contains(genesis.item()), StringBuilder::new);
    }

    @Override
    public StringBuilder apply(StringBuilder state, MutationMeta meta, String mutation) {
        state.append('<');
        StringBuilder next = at(Where.APPLY, mutation.startsWith("bad"), () -> state.append(mutation));
        state.append('>');
        return next;
    }

    @Override
    public Encoded encodeMutation(String mutation) {
        return at(Where.ENCODE, mutation.startsWith("bad"), () -> new Encoded(1, Bytes.utf8(mutation)));
    }

    @Override
    public String decodeMutation(Encoded mutation) throws MalformedException {
        String words = mutation.bytes().asUtf8();
        return at(Where.DECODE, words.startsWith("bad"), () -> words);
    }

    @Override
    public Encoded encodeState(StringBuilder state) {
        return at(Where.ENCODE_STATE, state.indexOf("bad") >= 0, () -> new Encoded(1, Bytes.utf8(state.toString())));
    }

    @Override
    public StringBuilder decodeState(Genesis genesis, Encoded state) throws MalformedException {
        String words = state.bytes().asUtf8();
        return at(Where.DECODE_STATE, words.contains("bad"), () -> new StringBuilder(words));
    }

    @Override
    public StringBuilder fork(StringBuilder state) {
        return at(Where.FORK, state.indexOf("bad") >= 0, () -> new StringBuilder(state));
    }

    /** What an application sees. */
    record Log(ItemAccess<StringBuilder, String> item) {
        String words() {
            return item.read(StringBuilder::toString);
        }

        Receipt add(String word) {
            return item.write((state, context) -> word);
        }
    }

    /** The model over it. */
    static final class LogModel implements Model<StringBuilder, String, Log> {
        @Override
        public String type() {
            return MODEL;
        }

        @Override
        public String stateMachine() {
            return TYPE;
        }

        @Override
        public Class<Log> facadeType() {
            return Log.class;
        }

        @Override
        public Log facade(ItemAccess<StringBuilder, String> item) {
            return new Log(item);
        }

        @Override
        public Object field(StringBuilder state, String path) {
            return state.toString();
        }
    }
}
