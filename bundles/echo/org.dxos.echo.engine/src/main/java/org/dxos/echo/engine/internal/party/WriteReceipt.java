package org.dxos.echo.engine.internal.party;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.EchoException;
import org.dxos.echo.model.Receipt;
import org.jspecify.annotations.Nullable;

/** The acknowledgement of one batch. */
final class WriteReceipt implements Receipt {
    private final CompletableFuture<Void> future = new CompletableFuture<>();
    private final Committer committer;
    final Acknowledgement level;
    /** The block's number in our feed; set in the party loop. */
    volatile long sequence = -1;
    /** The thread that waits for a commit, if one does. */
    volatile @Nullable Thread waiter;

    WriteReceipt(Committer committer, Acknowledgement level) {
        this.committer = committer;
        this.level = level;
    }

    void complete() {
        future.complete(null);
        wake();
    }

    void fail(Throwable reason) {
        future.completeExceptionally(reason);
        wake();
    }

    /** Lets the waiting thread look again. */
    void wake() {
        Thread thread = waiter;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public boolean isDone() {
        return future.isDone();
    }

    @Override
    public void await() {
        if (!future.isDone() && level == Acknowledgement.DISK) {
            committer.await(this);
        }
        try {
            future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EchoException cause) {
                throw new EchoException(cause.code(), String.valueOf(cause.getMessage()), cause);
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public CompletionStage<Void> stage() {
        if (!future.isDone() && level == Acknowledgement.DISK) {
            committer.commitSoon();
        }
        return future.isDone()
                ? future.minimalCompletionStage()
                : future.whenCompleteAsync((done, failure) -> {}, committer::onScheduler)
                        .minimalCompletionStage();
    }
}
