package org.dxos.echo.engine.internal.party;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dxos.base.loop.CombiningLoop;
import org.dxos.base.loop.Scheduler;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.engine.internal.item.Foreign;
import org.jspecify.annotations.Nullable;

/** A party's loop, and those who wait for what it does: whoever waits is told, also when foreign code does not return. */
final class PartyLoop implements Foreign {
    private final CombiningLoop loop;
    /** Told when the task that is being run is cut off because foreign code does not return. Confined to the loop. */
    private @Nullable Consumer<EchoException> cutOff;

    PartyLoop(Scheduler scheduler, PartyConfig config, Runnable endTurn, Consumer<Throwable> failures) {
        this.loop = new CombiningLoop(scheduler, config.foreignLimit(), endTurn, failures);
    }

    void execute(Runnable task) {
        loop.execute(task);
    }

    boolean inLoop() {
        return loop.inLoop();
    }

    /** No task has any effect after those that are waiting now. */
    void close() {
        loop.execute(loop::close);
    }

    /** Runs something in the loop and waits for what it returns. */
    <T> T run(Supplier<T> task) {
        CompletableFuture<T> future = new CompletableFuture<>();
        loop.execute(() -> {
            cutOff = future::completeExceptionally;
            try {
                future.complete(task.get());
            } catch (CombiningLoop.Abandoned e) {
                throw e;
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
            cutOff = null;
        });
        try {
            return future.join();
        } catch (CompletionException e) {
            throw rethrown(e);
        }
    }

    /** Within the loop: does what a write needs; if it throws, the write is refused. */
    void refusing(WriteReceipt receipt, Runnable task) {
        cutOff = receipt::fail;
        try {
            task.run();
        } catch (CombiningLoop.Abandoned e) {
            throw e;
        } catch (RuntimeException e) {
            receipt.fail(e);
        } catch (Error e) {
            receipt.fail(e);
            cutOff = null;
            throw e;
        }
        cutOff = null;
    }

    /** Within the loop: does something that is begun anew by {@code again} when foreign code does not return from it. */
    void unlessCutOff(Runnable task, Runnable again) {
        cutOff = hung -> again.run();
        task.run();
        cutOff = null;
    }

    @Override
    public <T> T call(Supplier<T> call, Runnable hung) {
        return call(call, hung, "a state machine did not return in time");
    }

    /** The same, with what to tell whoever waits. */
    <T> T call(Supplier<T> call, Runnable hung, String words) {
        return loop.foreign(call, () -> {
            hung.run();
            Consumer<EchoException> waiter = cutOff;
            cutOff = null;
            if (waiter != null) {
                waiter.accept(new EchoException(Code.NOT_LIVE, words));
            }
        });
    }

    static RuntimeException rethrown(CompletionException e) {
        if (e.getCause() instanceof Error cause) {
            throw cause;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }
}
