package org.dxos.echo.tck;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.dxos.echo.model.Receipt;
import org.jspecify.annotations.Nullable;

/** The receipt of a write that is over: done, or refused. */
record DetachedReceipt(@Nullable RuntimeException refusal) implements Receipt {
    @Override
    public boolean isDone() {
        return refusal == null;
    }

    @Override
    public void await() {
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public CompletionStage<Void> stage() {
        if (refusal == null) {
            return CompletableFuture.completedStage(null);
        }
        return CompletableFuture.failedStage(new CompletionException(refusal));
    }
}
