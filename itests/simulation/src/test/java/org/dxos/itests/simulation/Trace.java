package org.dxos.itests.simulation;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.testkit.SimScheduler;

/** What happened in a run, in words. */
final class Trace {
    private final SimScheduler scheduler;
    private final boolean isKept;
    private final List<String> lines = new ArrayList<>();
    private Hash hash = Hash.of("test.trace");
    private long events;

    /** @param isKept whether the words are kept; the hash always is */
    Trace(SimScheduler scheduler, boolean isKept) {
        this.scheduler = scheduler;
        this.isKept = isKept;
    }

    void add(String event) {
        String line = scheduler.clock().nanos() / 1_000_000 + " " + event;
        hash = Hash.of("test.trace", hash.bytes(), Bytes.utf8(line));
        events++;
        if (isKept) {
            lines.add(line);
        }
    }

    /** Equal for equal runs. */
    Hash hash() {
        return hash;
    }

    long events() {
        return events;
    }

    String text() {
        return String.join("\n", lines);
    }
}
