package org.dxos.shell.internal.cli;

import java.time.Duration;
import org.dxos.base.loop.Scheduler;

/** Says once that a command is still at work when it has told nothing for two seconds. Closed when the command ends. */
final class Patience implements AutoCloseable {
    static final Duration SILENCE = Duration.ofSeconds(2);

    private final Scheduler.Timer timer;

    Patience(Scheduler scheduler, String command, Call call) {
        this.timer = scheduler.schedule(SILENCE, () -> {
            if (!call.printer().hasSpoken()) {
                call.printer().say(command + " is still at work; Ctrl-C ends it");
            }
        });
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
