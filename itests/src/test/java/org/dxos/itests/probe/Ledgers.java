package org.dxos.itests.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dxos.echo.Batch;
import org.dxos.echo.Echo;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.echo.Query;
import org.dxos.echo.model.ItemId;

/** The party of the test: items of a third party's model beside one of a model that is always there. */
final class Ledgers {
    static final String MODEL = "com.example.model/ledger";
    private static final String LABEL = "ledgers";
    private static final int COUNT = 3;
    private static final int FIRST_LINES = 100;

    private final Echo echo;

    Ledgers(Echo echo) {
        this.echo = echo;
    }

    String found() {
        Party party = echo.createParty(LABEL);
        Batch object = party.batch();
        object.create(NewItem.of("dxos.model/object").type("steady"));
        object.commit().await();
        for (int i = 0; i < COUNT; i++) {
            Batch batch = party.batch();
            ItemId id = batch.create(NewItem.of(MODEL).type("ledger"));
            batch.commit().await();
            for (int line = 0; line < FIRST_LINES; line++) {
                party.batch()
                        .edit(id, List.of("enter", String.valueOf(line % 7 == 6 ? -40 : 3 + i), "first-" + line))
                        .commit()
                        .await();
            }
        }
        return "founded " + party.id().hex();
    }

    /** An item of a model, in use: written through words, and read by a live query. */
    Used used(String model) {
        Party party = party();
        Batch batch = party.batch();
        ItemId id = batch.create(NewItem.of(model));
        batch.commit().await();
        return new Used(party, id);
    }

    /** An item and its party. */
    record Used(Party party, ItemId id) {
        void write(String words) {
            party.batch().edit(id, List.of(words.split(" "))).commit().await();
        }

        Item item() {
            return party.view().item(id).orElseThrow();
        }
    }

    Party party() {
        PartyInfo info = echo.parties().stream()
                .filter(party -> party.label().equals(LABEL))
                .findFirst()
                .orElseThrow();
        return echo.party(info.id());
    }

    List<ItemId> ids() {
        return items("ledger").stream().map(Item::id).toList();
    }

    ItemId steady() {
        return items("steady").get(0).id();
    }

    List<Item> items(String type) {
        List<Item> found = new ArrayList<>(party().view().select(Query.all().type(type)));
        return found;
    }

    String statuses() {
        return items("ledger").stream()
                .map(item -> item.status() + " " + item.mutations() + " " + item.statusReason())
                .collect(Collectors.joining("\n"));
    }

    /** All lines of all ledgers. */
    String lines() {
        return items("ledger").stream()
                .map(item -> item.mutations() + " mutations:\n" + item.render())
                .collect(Collectors.joining("\n"));
    }

    String hashes() {
        return items("ledger").stream()
                .map(item -> item.stateHash().map(Object::toString).orElse("none"))
                .collect(Collectors.joining(" "));
    }
}
