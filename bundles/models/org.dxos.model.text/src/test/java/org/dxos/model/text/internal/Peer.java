package org.dxos.model.text.internal;

import java.util.function.Function;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Receipt;
import org.dxos.model.text.TextItem;
import org.dxos.model.text.internal.doc.Document;
import org.dxos.model.text.internal.yjs.Update;

/** A replica of one text with a feed of its own, driven through the public SPI. */
final class Peer implements ItemAccess<Document, Update> {
    static final ItemId ITEM = ItemId.fromHex("00112233445566778899aabbccddeeff");

    private final TextStateMachine machine = new TextStateMachine();
    final FeedKey feed;
    Document state;
    /** The mutation written last. */
    Update last;

    Peer(int number) {
        this.feed = feed(number);
        this.state = machine.initial(genesis());
    }

    static FeedKey feed(int number) {
        byte[] key = new byte[32];
        key[0] = (byte) number;
        key[1] = (byte) (number >> 8);
        return FeedKey.of(Bytes.wrap(key));
    }

    TextItem text() {
        return new TextModel().facade(this);
    }

    void receive(Update update, FeedKey from) {
        receive(update, from, 1);
    }

    void receive(Update update, FeedKey from, long height) {
        state = machine.apply(state, new Meta(from, height), update);
    }

    Bytes encoded() {
        return machine.encodeState(state).bytes();
    }

    void reload() throws MalformedException {
        state = machine.decodeState(genesis(), machine.encodeState(state));
    }

    static Update decode(Bytes bytes) {
        try {
            return new TextStateMachine().decodeMutation(new Encoded(1, bytes));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public ItemId id() {
        return ITEM;
    }

    @Override
    public <R> R read(Function<? super Document, ? extends R> reader) {
        return reader.apply(state);
    }

    @Override
    public Receipt write(Edit<Document, Update> edit) {
        Update update = edit.mutation(state, new Context(feed));
        if (update != null) {
            write(update);
        }
        return null;
    }

    @Override
    public Receipt write(Update mutation) {
        last = mutation;
        machine.encodeMutation(mutation);
        receive(mutation, feed);
        return null;
    }

    static Genesis genesis() {
        return new Meta(feed(0));
    }

    record Context(FeedKey feed) implements EditContext {
        @Override
        public ItemId item() {
            return ITEM;
        }

        @Override
        public IdentityKey member() {
            return IdentityKey.of(feed.bytes());
        }

        @Override
        public long claimedMillis() {
            return 0;
        }
    }

    record Meta(FeedKey feed, long height) implements MutationMeta, Genesis {
        Meta(FeedKey feed) {
            this(feed, 1);
        }

        @Override
        public ItemId item() {
            return ITEM;
        }

        @Override
        public IdentityKey member() {
            return IdentityKey.of(feed.bytes());
        }

        @Override
        public DeviceKey device() {
            return DeviceKey.of(feed.bytes());
        }

        @Override
        public long sequence() {
            return 0;
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public long claimedMillis() {
            return 0;
        }
    }
}
