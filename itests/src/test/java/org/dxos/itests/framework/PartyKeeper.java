package org.dxos.itests.framework;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dxos.echo.Batch;
import org.dxos.echo.Echo;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.echo.Query;
import org.dxos.echo.Status;
import org.dxos.echo.model.ItemId;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A bundle that uses a node as an application does: when it starts it writes down what it finds in {@code found}, adds a party
 * with items and links, and writes down what is there then in {@code left}.
 */
public final class PartyKeeper implements BundleActivator {
    private static final long PATIENCE_MILLIS = 10_000;
    private static final int ITEMS = 20;

    @Override
    public void start(BundleContext context) throws Exception {
        Path folder = Path.of(context.getProperty("dxos.home"));
        ServiceTracker<Echo, Echo> tracker = new ServiceTracker<>(context, Echo.class, null);
        tracker.open();
        Echo echo = tracker.waitForService(PATIENCE_MILLIS);
        if (echo == null) {
            throw new IllegalStateException("no Echo");
        }
        awaitTypes(echo);
        Files.writeString(folder.resolve("found"), describe(echo));
        write(echo.createParty("party " + echo.parties().size()));
        Files.writeString(folder.resolve("left"), describe(echo));
        tracker.close();
    }

    /** Models are bound one by one; a program that makes items as it starts has to look for them. */
    private static void awaitTypes(Echo echo) throws InterruptedException {
        for (long waited = 0; echo.types().size() < 4; waited += 10) {
            if (waited > PATIENCE_MILLIS) {
                throw new IllegalStateException("models are missing: " + echo.types());
            }
            Thread.sleep(10);
        }
    }

    private static void write(Party party) {
        Optional<ItemId> before = Optional.empty();
        for (int i = 0; i < ITEMS; i++) {
            Batch batch = party.batch();
            NewItem kind = NewItem.of(i % 2 == 0 ? "dxos.model/object" : "dxos.model/text")
                    .type("kind" + i % 3);
            ItemId item = batch.create(before.isPresent() && i % 5 != 0 ? kind.under(before.get()) : kind);
            batch.edit(item, i % 2 == 0 ? List.of("set", "n", "" + i) : List.of("append", "text " + i));
            if (before.isPresent()) {
                batch.create(NewItem.of("dxos.model/object").link(before.get(), item));
            }
            batch.commit().await();
            before = Optional.of(item);
        }
        // The last one is only acknowledged in memory: an orderly stop must keep it as well.
        party.batch().delete(before.orElseThrow()).commit();
    }

    /** Everything an application can see, sorted. */
    private static String describe(Echo echo) {
        StringBuilder text = new StringBuilder();
        text.append(echo.identity().hex())
                .append(' ')
                .append(echo.device().hex())
                .append('\n');
        for (PartyInfo info : echo.parties()) {
            Party party = echo.party(info.id());
            text.append(info.id())
                    .append(' ')
                    .append(info.label())
                    .append(' ')
                    .append(party.roster().members());
            text.append(party.feeds().get(0).key()).append('\n');
            text.append(party.view().select(Query.all().deleted(Query.Deleted.SHOW)).stream()
                    .map(PartyKeeper::describe)
                    .sorted()
                    .collect(Collectors.joining("\n", "", "\n")));
        }
        return text.toString();
    }

    private static String describe(Item item) {
        if (item.status() != Status.LIVE) {
            throw new IllegalStateException(item.id() + " is " + item.status() + ": " + item.statusReason());
        }
        return String.join(
                " ",
                item.id().hex(),
                item.type(),
                item.model(),
                item.parent().toString(),
                item.ends().toString(),
                Boolean.toString(item.isDeleted()),
                Long.toString(item.mutations()),
                item.stateHash().toString(),
                item.render());
    }

    @Override
    public void stop(BundleContext context) {}
}
