package org.dxos.echo.engine.internal.party;

import java.util.function.Consumer;
import org.dxos.base.crypto.Signer;
import org.dxos.base.loop.Scheduler;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.feed.FeedStore;
import org.dxos.storage.Storage;

/** What a party works with: the node's device, feeds, types and threads, and where to tell of failures of ours. */
public record PartyServices(
        Signer identity,
        Signer device,
        FeedStore feeds,
        Storage storage,
        TypeRegistry types,
        Scheduler scheduler,
        PartyConfig config,
        Consumer<Throwable> failures) {}
