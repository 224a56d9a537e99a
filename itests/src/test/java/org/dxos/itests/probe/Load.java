package org.dxos.itests.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.EchoException;
import org.dxos.echo.Item;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.Subscription;
import org.dxos.echo.model.ItemId;

/**
 * Threads that write to the ledgers and note what became of each write; one that writes to an item of another model, which must
 * always succeed; one that reads; a live query. Nothing here knows classes of the third party.
 */
final class Load {
    private final Ledgers ledgers;
    private final Party party;
    private final Map<ItemId, List<Object>> before = new HashMap<>();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger steadyWrites = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger updates = new AtomicInteger();
    private final List<String> broken = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Subscription subscription;
    private volatile boolean ending;

    /** What one thread wrote to one ledger. */
    private final class Writer implements Runnable {
        final int number;
        final ItemId ledger;
        final Acknowledgement level;
        /** Memos and whether they were acknowledged, in the order of writing. Read by others when the thread has ended. */
        final Map<String, Boolean> outcomes = new LinkedHashMap<>();

        final AtomicInteger acknowledged = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();

        Writer(int number, ItemId ledger, Acknowledgement level) {
            this.number = number;
            this.ledger = ledger;
            this.level = level;
        }

        @Override
        public void run() {
            Random random = new Random(number);
            for (int i = 0; !ending; i++) {
                String memo = "w" + number + "-" + i;
                int amount = random.nextInt(25) - 12;
                boolean done = write(memo, amount == 0 ? 1 : amount);
                outcomes.put(memo, done);
                (done ? acknowledged : refused).incrementAndGet();
                if (level == Acknowledgement.MEMORY) {
                    pause();
                }
            }
        }

        private boolean write(String memo, int amount) {
            try {
                party.batch()
                        .acknowledge(level)
                        .edit(ledger, List.of("enter", String.valueOf(amount), memo))
                        .commit()
                        .await();
                return true;
            } catch (EchoException e) {
                if (e.code() != EchoException.Code.NOT_LIVE
                        || String.valueOf(e.getMessage()).isBlank()) {
                    broken.add(memo + ": " + e.code() + " " + e.getMessage());
                }
            } catch (RuntimeException | Error e) {
                broken.add(memo + ": " + e);
            }
            pause();
            return false;
        }
    }

    Load(Ledgers ledgers, int count) {
        this.ledgers = ledgers;
        this.party = ledgers.party();
        List<ItemId> ids = ledgers.ids();
        ids.forEach(id -> before.put(id, lines(party.view().item(id).orElseThrow())));
        this.subscription = party.observe(Query.all().type("ledger"), update -> updates.incrementAndGet());
        for (int i = 0; i < count; i++) {
            writers.add(
                    new Writer(i, ids.get(i % ids.size()), i % 3 == 2 ? Acknowledgement.MEMORY : Acknowledgement.DISK));
        }
        writers.forEach(this::start);
        ItemId steady = ledgers.steady();
        start(() -> writeSteadily(steady));
        start(() -> read(ids));
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "load-" + threads.size());
        threads.add(thread);
        thread.start();
    }

    private void writeSteadily(ItemId steady) {
        while (!ending) {
            try {
                party.batch()
                        .edit(steady, List.of("set", "n", String.valueOf(steadyWrites.get())))
                        .commit()
                        .await();
                steadyWrites.incrementAndGet();
            } catch (RuntimeException | Error e) {
                broken.add("an item of another model: " + e);
            }
        }
    }

    private void read(List<ItemId> ids) {
        while (!ending) {
            for (ItemId id : ids) {
                try {
                    Item item = party.view().item(id).orElseThrow();
                    item.tree();
                    item.render();
                    item.field("balance");
                    reads.incrementAndGet();
                } catch (EchoException e) {
                    if (e.code() != EchoException.Code.NOT_LIVE) {
                        broken.add("reading: " + e.code() + " " + e.getMessage());
                    }
                } catch (RuntimeException | Error e) {
                    broken.add("reading: " + e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        ending = true;
        subscription.close();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    String counts() {
        int acknowledged =
                writers.stream().mapToInt(writer -> writer.acknowledged.get()).sum();
        int refused = writers.stream().mapToInt(writer -> writer.refused.get()).sum();
        return "acknowledged=" + acknowledged + " refused=" + refused + " steady=" + steadyWrites.get() + " reads="
                + reads.get() + " updates=" + updates.get() + " broken=" + broken.size()
                + (broken.isEmpty() ? "" : " first: " + broken.get(0));
    }

    /**
     * Holds each ledger against the outcomes: what was there before the load comes first and is as it was; then every acknowledged
     * line once and no refused one, those of one writer in its order; what is covered and the balance follow from the lines.
     */
    String check() {
        int lines = 0;
        for (Map.Entry<ItemId, List<Object>> ledger : before.entrySet()) {
            Item item = party.view().item(ledger.getKey()).orElseThrow();
            List<Object> all = lines(item);
            int old = ledger.getValue().size();
            expect(words(all.subList(0, old)), words(ledger.getValue()), "the lines from before the load");
            Map<Integer, List<String>> byWriter = new HashMap<>();
            long balance = 0;
            for (Object each : all) {
                Map<?, ?> line = (Map<?, ?>) each;
                long amount = (Long) line.get("amount");
                boolean taken = balance + amount >= 0;
                expect(line.get("taken"), taken, "whether " + line + " is covered");
                balance += taken ? amount : 0;
            }
            expect(item.field("balance"), balance, "the balance");
            for (Object each : all.subList(old, all.size())) {
                String memo = String.valueOf(((Map<?, ?>) each).get("memo"));
                int number = Integer.parseInt(memo.substring(1, memo.indexOf('-')));
                byWriter.computeIfAbsent(number, absent -> new ArrayList<>()).add(memo);
            }
            for (Writer writer : writers) {
                if (writer.ledger.equals(ledger.getKey())) {
                    List<String> acknowledged = writer.outcomes.entrySet().stream()
                            .filter(Map.Entry::getValue)
                            .map(Map.Entry::getKey)
                            .toList();
                    List<String> present = byWriter.getOrDefault(writer.number, List.of());
                    expect(present, acknowledged, "the lines of writer " + writer.number);
                    byWriter.remove(writer.number);
                }
            }
            expect(byWriter.keySet().toString(), "[]", "writers that never wrote here");
            lines += all.size();
        }
        Object steady = party.view().item(ledgers.steady()).orElseThrow().field("n");
        expect(steady, (long) steadyWrites.get() - 1, "the object that was written meanwhile");
        return "right: " + lines + " lines";
    }

    private static List<String> words(List<Object> lines) {
        return lines.stream()
                .map(each -> (Map<?, ?>) each)
                .map(line -> line.get("amount") + " " + line.get("memo") + " " + line.get("taken"))
                .toList();
    }

    private static List<Object> lines(Item item) {
        Object tree = item.tree();
        if (tree == null) {
            throw new IllegalStateException(
                    "the ledger " + item.id() + " is " + item.status() + ": " + item.statusReason());
        }
        return new ArrayList<>((List<?>) ((Map<?, ?>) tree).get("lines"));
    }

    private static void expect(@org.jspecify.annotations.Nullable Object actual, Object expected, String what) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException(what + ": expected " + expected + " but found " + actual);
        }
    }
}
