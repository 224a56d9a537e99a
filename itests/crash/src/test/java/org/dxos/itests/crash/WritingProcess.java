package org.dxos.itests.crash;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.echo.Query;
import org.dxos.echo.model.ItemId;
import org.dxos.model.object.ObjectItem;

/**
 * The process that is killed. It tells what it found, then writes with several threads until it dies, and tells of each write
 * before it is tried and after it is acknowledged as safe. Lines: {@code found <thread> <n> <c>}, {@code ready}, {@code try
 * <thread> <n>}, {@code safe <thread> <n>}.
 *
 * <p>Thread {@code t} writes one item; its write {@code n} sets {@code n} and adds one to {@code c}, so both are always equal.
 */
final class WritingProcess {
    static final int THREADS = 4;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    private final Party party;

    private WritingProcess(Party party) {
        this.party = party;
    }

    public static void main(String[] arguments) throws Exception {
        RealNode node = new RealNode(Path.of(arguments[0]));
        List<PartyInfo> parties = node.echo.parties();
        Party party = parties.isEmpty()
                ? node.echo.createParty("killed")
                : node.echo.party(parties.get(0).id());
        new WritingProcess(party).run();
    }

    private void run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            threads.add(writer(number));
        }
        if (party.info().state() != PartyInfo.State.OPEN || !party.rejections().isEmpty()) {
            tell("bad " + party.info() + " " + party.rejections());
            return;
        }
        tell("ready");
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Thread writer(int number) {
        List<Item> items = party.view().select(Query.all().type("t" + number));
        long found = 0;
        ItemId id;
        if (items.isEmpty()) {
            Batch batch = party.batch();
            id = batch.create(NewItem.of("dxos.model/object").type("t" + number));
            batch.commit().await();
        } else {
            id = items.get(0).id();
            found = number(items.get(0), "n");
        }
        tell("found " + number + " " + found + " " + (items.isEmpty() ? 0 : number(items.get(0), "c")) + " "
                + items.size());
        long first = found + 1;
        return new Thread(() -> write(number, id, first));
    }

    private static long number(Item item, String field) {
        return item.field(field) instanceof Long value ? value : 0;
    }

    private void write(int thread, ItemId id, long first) {
        for (long n = first; ; n++) {
            boolean disk = n % (thread + 2) == 0;
            tell("try " + thread + " " + n);
            Batch batch = party.batch().acknowledge(disk ? Acknowledgement.DISK : Acknowledgement.MEMORY);
            batch.item(id, ObjectItem.class).set("n", n);
            batch.item(id, ObjectItem.class).count("c", 1);
            batch.commit().await();
            if (disk) {
                tell("safe " + thread + " " + n);
            }
        }
    }

    private synchronized void tell(String line) {
        out.print(line + "\n");
        out.flush();
    }
}
