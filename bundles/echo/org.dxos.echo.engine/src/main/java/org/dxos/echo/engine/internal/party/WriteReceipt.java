package org.dxos.echo.engine.internal.party;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.EchoException;
import org.dxos.echo.model.Receipt;

/** The acknowledgement of one batch. */
final class WriteReceipt implements Receipt {
    private final CompletableFuture<Void> future = new CompletableFuture<>();
    private final Committer committer;
    final Acknowledgement level;
    /** The block's number in our feed; set in the party loop. */
    long sequence = -1;

    WriteReceipt(Committer committer, Acknowledgement level) {
        this.committer = committer;
        this.level = level;
    }

    void complete() {
        future.complete(null);
    }

    void fail(Throwable reason) {
        future.completeExceptionally(reason);
    }

    @Override
    public boolean isDone() {
        return future.isDone();
    }

    @Override
    public void await() {
        if (!future.isDone() && level == Acknowledgement.DISK) {
            committer.commit();
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
