package org.dxos.echo;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.ItemId;
import org.dxos.testkit.TestIdentity;

/** An item that holds nothing but what queries ask about. */
record FieldItem(
        ItemId id,
        String type,
        String model,
        Optional<ItemId> parent,
        Optional<Item.Ends> ends,
        Status status,
        boolean isDeleted,
        Map<String, Object> values)
        implements Item {
    static FieldItem of(int number, Map<String, Object> values) {
        return new FieldItem(
                id(number), "", "dxos.model/object", Optional.empty(), Optional.empty(), Status.LIVE, false, values);
    }

    static ItemId id(int number) {
        return new ItemId(
                Hash.of("test.item", Bytes.utf8("item " + number)).bytes().slice(0, ItemId.SIZE));
    }

    FieldItem typed(String name) {
        return new FieldItem(id, name, model, parent, ends, status, isDeleted, values);
    }

    FieldItem under(ItemId item) {
        return new FieldItem(id, type, model, Optional.of(item), ends, status, isDeleted, values);
    }

    FieldItem link(ItemId source, ItemId target) {
        return new FieldItem(
                id, type, model, parent, Optional.of(new Item.Ends(source, target)), status, isDeleted, values);
    }

    FieldItem in(Status other) {
        return new FieldItem(id, type, model, parent, ends, other, isDeleted, values);
    }

    FieldItem deleted() {
        return new FieldItem(id, type, model, parent, ends, status, true, values);
    }

    @Override
    public String stateMachine() {
        return "dxos.state/object";
    }

    @Override
    public Genesis genesis() {
        TestIdentity alice = TestIdentity.ALICE;
        return new Genesis() {
            @Override
            public ItemId item() {
                return id;
            }

            @Override
            public IdentityKey member() {
                return alice.identityKey();
            }

            @Override
            public DeviceKey device() {
                return alice.deviceKey();
            }

            @Override
            public FeedKey feed() {
                return alice.feedKey();
            }

            @Override
            public long claimedMillis() {
                return 0;
            }
        };
    }

    @Override
    public boolean isVisible() {
        return !isDeleted;
    }

    @Override
    public String statusReason() {
        return "";
    }

    @Override
    public long mutations() {
        return 1;
    }

    @Override
    public <T> T as(Class<T> facade) {
        throw new EchoException(EchoException.Code.NOT_LIVE, "no facade");
    }

    @Override
    public Object field(String path) {
        return values.get(path);
    }

    @Override
    public Set<String> fields() {
        return values.keySet();
    }

    @Override
    public String render() {
        return values.toString();
    }

    @Override
    public Object tree() {
        return values;
    }

    @Override
    public Optional<Hash> stateHash() {
        return Optional.empty();
    }
}
