package org.dxos.shell.internal.replay;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.EchoException;
import org.dxos.echo.Item;
import org.dxos.echo.Party;
import org.dxos.echo.Status;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.shell.internal.output.ProgressBar;

/**
 * Writes the edits of a trace into a text. Writes are pipelined: a bounded number may wait for their acknowledgement. Confined to
 * one thread.
 */
public final class Replay {
    private final Party party;
    private final ItemId item;
    private final Acknowledgement level;
    private final int size;
    private final int inFlight;
    private final ArrayDeque<Receipt> waiting = new ArrayDeque<>();
    private Batch batch;
    private int inBatch;
    private long done;

    /**
     * @param size how many edits are written together
     * @param inFlight how many writes may wait for their acknowledgement
     */
    public Replay(Party party, ItemId item, Acknowledgement level, int size, int inFlight) {
        this.party = party;
        this.item = item;
        this.level = level;
        this.size = size;
        this.inFlight = inFlight;
        this.batch = party.batch().acknowledge(level);
    }

    /** Returns once all edits are written and safe from a crash. */
    public void run(EditTrace trace, ProgressBar progress) {
        if (!trace.startContent().isEmpty()) {
            write(List.of("insert", "0", trace.startContent()));
        }
        trace.forEach((position, deleted, inserted) -> {
            if (deleted > 0 || !inserted.isEmpty()) {
                write(words(position, deleted, inserted));
            }
            done++;
            progress.report(done, trace.edits());
        });
        if (inBatch > 0) {
            commit();
        }
        while (!waiting.isEmpty()) {
            waiting.remove().await();
        }
        party.flush();
    }

    /** The text of an item. */
    public static String text(Item item) {
        Object tree = item.tree();
        if (tree instanceof String text) {
            return text;
        }
        Object text = tree instanceof Map<?, ?> map ? map.get("text") : item.field("text");
        if (text instanceof String found) {
            return found;
        }
        throw new EchoException(
                item.status() == Status.LIVE ? EchoException.Code.INVALID : EchoException.Code.NOT_LIVE,
                "item " + item.id().hex() + " has no text"
                        + (item.statusReason().isEmpty()
                                ? ", its model is " + item.model()
                                : ": " + item.statusReason()));
    }

    private static List<String> words(int position, int deleted, String inserted) {
        String index = Integer.toString(position);
        if (deleted == 0) {
            return List.of("insert", index, inserted);
        }
        String count = Integer.toString(deleted);
        return inserted.isEmpty() ? List.of("delete", index, count) : List.of("splice", index, count, inserted);
    }

    private void write(List<String> words) {
        batch.edit(item, words);
        if (++inBatch == size) {
            commit();
        }
    }

    private void commit() {
        if (waiting.size() >= inFlight) {
            waiting.remove().await();
        }
        Receipt receipt = batch.commit();
        if (receipt.isDone()) {
            receipt.await();
        } else {
            waiting.add(receipt);
        }
        batch = party.batch().acknowledge(level);
        inBatch = 0;
    }
}
