package org.dxos.echo.model;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The acknowledgement of a write, at the level its batch asked for. Any thread. */
@ProviderType
public interface Receipt {
    /** Whether the write is acknowledged. */
    boolean isDone();

    /**
     * Waits until the write is acknowledged.
     *
     * @throws RuntimeException why the write was refused or could not be acknowledged
     */
    void await();

    /** Completes when the write is acknowledged, or exceptionally with the reason why not. */
    CompletionStage<Void> stage();
}
