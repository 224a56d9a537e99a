package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.loop.CombiningLoop;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.Item;
import org.dxos.echo.Query;
import org.dxos.echo.QueryUpdate;
import org.dxos.echo.Rejection;
import org.dxos.echo.Rejection.Reason;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Foreign;
import org.dxos.echo.engine.internal.item.ItemCell;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.item.StateCell;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.engine.internal.view.PartyView;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.halo.credential.Credential;
import org.dxos.halo.credential.Credentials;
import org.dxos.halo.credential.Roster;
import org.dxos.halo.credential.Writer;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * One open party: the single writer of its state. Everything that changes it runs as a task of its loop; what is read from other
 * threads is immutable and published at the end of a turn.
 */
public final class PartyCore implements PartyFeeds, TypeRegistry.Watcher, Sequencer.Admission, Committer.Events {
    private static final int MAX_REJECTIONS = 1000;

    private final PartyId id;
    private final PartyServices services;
    private final CombiningLoop loop;
    private final FeedTable feeds = new FeedTable();
    private final Sequencer sequencer = new Sequencer(feeds, this);
    private final Database database;
    private final Committer committer;
    private final RosterWatch roster;
    private final AtomicLong nextItemNumber = new AtomicLong();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<LiveQuery> queries = new CopyOnWriteArrayList<>();
    private final List<WriteReceipt> visible = new ArrayList<>();
    private final List<Runnable> afterPublish = new ArrayList<>();
    private final Map<FeedState, Long> grown = new HashMap<>();
    private final LinkedHashSet<Rejection> rejections = new LinkedHashSet<>();

    private volatile PartyView view;
    private volatile String readOnly = "";
    /** Why our feed cannot be continued now, though nothing is wrong with it; empty when it can. */
    private volatile String waits = "";

    private volatile boolean closed;
    /** Whether items are brought up to date; not while the party is opened or closed by a thread that holds locks. */
    private volatile boolean settling;

    private volatile boolean caughtUp;
    private volatile @Nullable FeedState own;
    private @Nullable Signer ownSigner;
    private boolean rosterChanged;
    /** How the storage failed when a feed was read. Confined to the loop. */
    private @Nullable FeedException unread;
    /** Told when the task that is being run is cut off because foreign code does not return. Confined to the loop. */
    private @Nullable Consumer<EchoException> cutOff;

    public PartyCore(PartyId id, PartyServices services) {
        this.id = id;
        this.services = services;
        this.loop = new CombiningLoop(
                services.scheduler(), services.config().foreignLimit(), this::endTurn, this::taskFailed);
        this.database = new Database(feeds, services.types(), new LoopForeign(), this, this::remake);
        this.committer = new Committer(services.scheduler(), services.config().commitDelay(), this);
        this.roster = new RosterWatch(id, services.failures());
        this.view = database.published();
    }

    /**
     * Opens the feeds kept here and takes in all their blocks. Calls no foreign code; {@link #catchUp} has to follow.
     *
     * @param credentials what is known of the party without its feeds
     * @param signer our feed's, or null when it is not held: the party is read-only then
     * @throws FeedException when a feed cannot be opened, or the storage fails while it is read; nothing is held open then
     */
    public void open(List<Credential> credentials, @Nullable Signer signer) throws FeedException {
        List<FeedKey> kept = services.feeds().feeds(id);
        CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                roster.set(roster.roster().with(credentials));
                openFeeds(kept, signer);
                feeds.all().forEach(sequencer::wake);
                for (FeedState feed : feeds.all()) {
                    readCredentials(feed, 0, feed.log.length());
                }
                rosterChanged();
                while (!sequencer.isIdle()) {
                    sequencer.run(Integer.MAX_VALUE);
                }
                if (unread != null) {
                    throw unread;
                }
                nextItemNumber.set(database.highestItemNumber() + 1);
                afterPublish.add(() -> opened.complete(null));
            } catch (FeedException | RuntimeException | Error e) {
                opened.completeExceptionally(e);
            }
        });
        try {
            opened.join();
        } catch (java.util.concurrent.CompletionException e) {
            abandon();
            if (e.getCause() instanceof FeedException cause) {
                throw cause;
            }
            throw rethrown(e);
        }
        services.types().watch(this);
        for (FeedState feed : feeds.all()) {
            for (Feed.Damage damage : feed.log.damage()) {
                if (feed.own && !damage.repaired()) {
                    readOnly = "our feed is damaged: " + damage.file() + " at byte " + damage.offset() + ": "
                            + damage.what();
                }
            }
        }
        if (signer == null) {
            readOnly = "the key of our feed is not in the keyring";
        }
    }

    /** Brings the items up to date after opening. Foreign code runs on this thread: to be called without any lock. */
    public void catchUp() {
        if (!caughtUp) {
            settling = true;
            arriveMissed();
            // Each turn of the loop ends by bringing some of them up to date; until all are, views would show the past.
            while (!closed && run(database::isBehind)) {
                // again
            }
            caughtUp = true;
        }
    }

    private void openFeeds(List<FeedKey> kept, @Nullable Signer signer) throws FeedException {
        if (signer != null) {
            FeedState feed = feeds.add(services.feeds().openOwn(id, signer), true);
            own = feed;
            ownSigner = signer;
            committer.setOwn(feed);
        }
        for (FeedKey key : kept) {
            if (feeds.get(key) == null) {
                feeds.add(services.feeds().open(id, key), false);
            }
        }
    }

    /** Machines that were installed while the party was being opened. */
    private void arriveMissed() {
        run(() -> {
            database.retireView();
            services.types().infos().stream()
                    .map(info -> services.types().machine(info.type()))
                    .filter(java.util.Objects::nonNull)
                    .forEach(machine -> database.arrived(machine, true));
            return null;
        });
    }

    /** Makes the party read-only: its own feed was lost. */
    public void ownFeedLost() {
        readOnly = "our feed " + ownFeed() + " is empty, though blocks were written to it: its files are lost";
    }

    /** Whether our feed holds no block. */
    public boolean isOwnFeedEmpty() {
        FeedState feed = own;
        return feed != null && feed.log.length() == 0;
    }

    /** Lets go of everything without writing anything more. Nothing happens when that was done before. */
    public void abandon() {
        closed = true;
        settling = false;
        services.types().unwatch(this);
        queries.forEach(LiveQuery::close);
        listeners.clear();
        loop.execute(loop::close);
        committer.failAll(new EchoException(Code.UNAVAILABLE, "party " + id + " is closed"));
        try {
            closeFeeds();
        } catch (FeedException e) {
            services.failures().accept(e);
        }
    }

    private void closeFeeds() throws FeedException {
        FeedException failure = null;
        for (FeedState feed : feeds.all()) {
            try {
                feed.log.close();
            } catch (FeedException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public PartyId party() {
        return id;
    }

    public PartyView view() {
        while (true) {
            PartyView current = view;
            if (current.pin()) {
                return current;
            }
            if (loop.inLoop()) {
                throw new IllegalStateException("a party must not be called from within one of its edits");
            }
            run(() -> {
                settle();
                publish();
                return view.pin();
            });
        }
    }

    public RosterWatch roster() {
        return roster;
    }

    public TypeRegistry types() {
        return services.types();
    }

    public String readOnlyReason() {
        return closed ? "the party is closed" : readOnly.isEmpty() ? waits : readOnly;
    }

    public boolean isClosed() {
        return closed;
    }

    public List<FeedState> feedStates() {
        return feeds.all();
    }

    public List<Rejection> rejections() {
        return run(() -> List.copyOf(rejections));
    }

    long newItemNumber() {
        return nextItemNumber.getAndIncrement();
    }

    FeedKey ownFeed() {
        FeedState feed = own;
        if (feed == null) {
            throw new EchoException(Code.UNAVAILABLE, "party " + id + " is read-only: " + readOnlyReason());
        }
        return feed.key;
    }

    /** An item for what never changes in it; its state must not be read, as the view is not pinned. */
    Item requireItem(ItemId item) {
        return view.item(item)
                .orElseThrow(() -> new EchoException(Code.NOT_FOUND, "no item " + item + " in party " + id));
    }

    ModelCode modelFor(ItemId item, Class<?> facade) {
        Item found = requireItem(item);
        ModelCode model = types().modelFor(found.model(), found.stateMachine(), facade);
        if (model == null) {
            throw new EchoException(
                    Code.NOT_LIVE,
                    "item " + item + " (" + found.model() + ") does not have the facade " + facade.getName());
        }
        return model;
    }

    Machine requireMachine(String type) {
        Machine machine = types().machine(type);
        if (machine == null) {
            throw new EchoException(Code.NOT_LIVE, "no state machine " + type + " is installed");
        }
        return machine;
    }

    public <T> T facade(ItemId item, Class<T> facade, Acknowledgement level) {
        ModelCode model = modelFor(item, facade);
        return facade.cast(ofModel(model, () -> model.code().facade(new BoundItem(this, item, model, level))));
    }

    /** Encodes a mutation that a model's facade has made, on the calling thread. */
    Step.Write encoded(ItemId item, ModelCode model, Object mutation) {
        Machine machine = requireMachine(model.stateMachine());
        return ofModel(model, () -> new Step.Write(item, machine, mutation, machine.encodeMutation(mutation)));
    }

    /**
     * Calls a model's code, or code that works on what it made. That it does not fit its surroundings any more, because its bundle
     * was replaced or removed, is not an error of the code.
     */
    <T> T ofModel(ModelCode model, Supplier<T> call) {
        requireInstalled(model);
        try {
            return call.get();
        } catch (ClassCastException | LinkageError e) {
            throw replaced(model, e);
        } catch (RuntimeException e) {
            if (types().has(model)) {
                throw e;
            }
            throw replaced(model, e);
        }
    }

    void requireInstalled(ModelCode model) {
        if (!types().has(model)) {
            throw replaced(model, null);
        }
    }

    static EchoException replaced(ModelCode model, @Nullable Throwable cause) {
        String provider = model.provider().isEmpty() ? "its bundle" : model.provider();
        String message = "this facade or edit is of a " + model.type() + " that has been replaced or removed ("
                + provider + "); take the item from its party again";
        return cause == null
                ? new EchoException(Code.NOT_LIVE, message)
                : new EchoException(Code.NOT_LIVE, message, cause);
    }

    public BatchBuilder newBatch() {
        return new BatchBuilder(this);
    }

    <R> R read(ItemId item, ModelCode model, Function<? super Object, ? extends R> reader) {
        return run(() -> {
            requireInstalled(model);
            ItemCell cell = database.find(item);
            if (cell == null) {
                throw new EchoException(Code.NOT_FOUND, "no item " + item + " in party " + id);
            }
            database.finish(cell);
            StateCell held = cell.state();
            if (held == null || cell.status() != Status.LIVE) {
                throw new EchoException(Code.NOT_LIVE, "item " + item + " is " + cell.status() + ": " + cell.reason());
            }
            return loop.foreign(
                    () -> {
                        synchronized (held) {
                            return ofModel(model, () -> reader.apply(held.state()));
                        }
                    },
                    () -> {
                        database.rebuild(cell);
                        tellCutOff("a reader of item " + item + " did not return in time");
                    });
        });
    }

    /** Writes a batch. */
    WriteReceipt write(List<Step> steps, Acknowledgement level) {
        List<Step> all = List.copyOf(steps);
        WriteReceipt receipt = new WriteReceipt(committer, level);
        loop.execute(() -> writeInLoop(all, receipt));
        FeedState feed = own;
        if (feed != null
                && feed.log.length() - feed.log.writtenLength()
                        > services.config().maxUnwritten()
                && !loop.inLoop()) {
            committer.commit();
        }
        return receipt;
    }

    /** Writes credentials into our feed. */
    public Receipt writeCredentials(Supplier<List<Credential>> credentials) {
        WriteReceipt receipt = new WriteReceipt(committer, Acknowledgement.DISK);
        loop.execute(() -> refusing(receipt, () -> {
            FeedState feed = writable();
            List<Credential> issued = credentials.get();
            Roster next = roster.roster().with(issued);
            for (Credential credential : issued) {
                next.decision(credential.hash())
                        .filter(decision -> !decision.isAccepted())
                        .ifPresent(decision -> {
                            if (decision.verdict() == org.dxos.halo.credential.Decision.Verdict.REFUSED) {
                                throw new EchoException(Code.DENIED, decision.words());
                            }
                        });
            }
            List<Bytes> encoded = issued.stream().map(Credential::encoded).toList();
            append(feed, now(feed), encoded, List.of(), receipt);
            roster.set(next);
            rosterChanged();
        }));
        return receipt;
    }

    @Override
    public Map<FeedKey, Long> lengths() {
        Map<FeedKey, Long> lengths = new HashMap<>();
        feeds.all().forEach(feed -> lengths.put(feed.key, sendable(feed)));
        return lengths;
    }

    /** The lengths at one moment: whatever a block within them builds on is within them too, unless it is not here at all. */
    public Map<FeedKey, Long> cut() {
        return run(this::lengths);
    }

    @Override
    public Optional<Hash> chain(FeedKey feed, long length) throws FeedException {
        FeedState state = feeds.get(feed);
        return state == null || length > sendable(state) ? Optional.empty() : Optional.of(state.log.chain(length));
    }

    @Override
    public Optional<FeedRange> range(FeedKey feed, long from, int maxBytes) throws FeedException {
        FeedState state = feeds.get(feed);
        if (state == null || from >= sendable(state)) {
            return Optional.empty();
        }
        return state.log.range(from, maxBytes).filter(range -> range.head().length() <= sendable(state));
    }

    /** What of our own feed could be lost in a crash does not leave, or we could come to sign a second history. */
    private static long sendable(FeedState feed) {
        return feed.own ? feed.log.syncedLength() : feed.log.writtenLength();
    }

    @Override
    public CompletionStage<Verdict> offer(FeedRange range) {
        CompletableFuture<Verdict> future = new CompletableFuture<>();
        if (closed) {
            future.complete(Verdict.UNAVAILABLE);
            return future;
        }
        try {
            FeedState state = feeds.get(range.feed());
            Verdict verdict = Offers.verdict(range, state == null ? null : state.log);
            if (verdict == null
                    && state == null
                    && !roster.roster().feeds().contains(range.feed())
                    && !roster.roster()
                            .with(Offers.firstCredentials(range))
                            .feeds()
                            .contains(range.feed())) {
                verdict = Verdict.NOT_ADMITTED;
            }
            if (verdict == null && state != null && state.own) {
                readOnly = "another copy of our feed is longer than ours: this device was restored from an old backup";
                verdict = Verdict.FORKED;
            }
            if (verdict != null) {
                future.complete(verdict);
                return future;
            }
        } catch (FeedException e) {
            future.complete(Verdict.UNAVAILABLE);
            return future;
        }
        loop.execute(() -> store(range, future));
        return future;
    }

    @Override
    public PartyFeeds.Subscription listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public org.dxos.echo.Subscription observe(Query query, Consumer<QueryUpdate> listener) {
        LiveQuery live =
                new LiveQuery(query, listener, this::view, services.scheduler(), queries::remove, services.failures());
        queries.add(live);
        live.start();
        return live;
    }

    public int retryFaulted() {
        List<ItemCell> cells = run(database::retryFaulted);
        return run(() -> (int)
                cells.stream().filter(cell -> cell.status() == Status.LIVE).count());
    }

    /** Signs, writes and syncs everything appended so far. */
    public void flush() {
        committer.commit();
        EchoException failure = committer.failure();
        if (failure != null) {
            throw new EchoException(failure.code(), "party " + id + " is read-only: " + failure.getMessage(), failure);
        }
    }

    /** Ends the party: commits, lets go of everything, closes the feeds. */
    public void close() throws FeedException {
        if (closed) {
            return;
        }
        closed = true;
        settling = false;
        if (!loop.inLoop()) {
            run(() -> true);
        }
        committer.commit();
        services.types().unwatch(this);
        queries.forEach(LiveQuery::close);
        listeners.clear();
        loop.execute(loop::close);
        committer.failAll(new EchoException(Code.UNAVAILABLE, "party " + id + " is closed"));
        closeFeeds();
    }

    @Override
    public void machineArrived(Machine machine) {
        loop.execute(() -> arrive(machine, true));
    }

    private void arrive(Machine machine, boolean encodes) {
        cutOff = hung -> arrive(machine, false);
        database.arrived(machine, encodes);
        cutOff = null;
    }

    @Override
    public void modelChanged(String type) {
        loop.execute(() -> queries.forEach(LiveQuery::refresh));
    }

    private void remake(int number) {
        loop.execute(() -> database.remake(number));
    }

    @Override
    public CompletionStage<Void> machineLeaving(Machine machine) {
        CompletableFuture<Void> left = new CompletableFuture<>();
        loop.execute(() -> leave(machine, true, left));
        return left;
    }

    private void leave(Machine machine, boolean encodes, CompletableFuture<Void> left) {
        cutOff = hung -> leave(machine, false, left);
        database.leaving(machine, encodes);
        cutOff = null;
        afterPublish.add(() -> left.complete(null));
    }

    @Override
    public boolean inLoop() {
        return loop.inLoop();
    }

    @Override
    public boolean isAdmitted(FeedState feed) {
        Roster now = roster.roster();
        if (!now.mayWrite(feed.key)) {
            return false;
        }
        feed.writer = now.writer(feed.key).orElse(null);
        return feed.writer != null;
    }

    @Override
    public void admit(FeedState feed, long sequence, Block block) {
        database.admit(feed, sequence, block);
    }

    @Override
    public void reject(FeedState feed, long sequence, Reason reason, String detail) {
        // A mutation is tried again whenever its item goes back before it; it is told of once.
        if (rejections.add(new Rejection(feed.key, sequence, reason, detail)) && rejections.size() > MAX_REJECTIONS) {
            rejections.remove(rejections.iterator().next());
        }
    }

    @Override
    public void committed(FeedState feed, long length) {
        tell(feed.key, length);
    }

    @Override
    public void failed(Throwable failure) {
        readOnly = "storage failed: " + failure.getMessage();
        services.failures().accept(failure);
    }

    @Override
    public void unreadable(FeedState feed, Exception failure) {
        if (feed.unreadable.isEmpty()) {
            feed.unreadable = "cannot be read: " + failure.getMessage();
            if (failure instanceof FeedException e && e.getCause() instanceof StorageException) {
                unread = e;
            }
            if (feed.own) {
                readOnly = "our feed " + feed.unreadable;
            }
            services.failures().accept(failure);
        }
    }

    private void writeInLoop(List<Step> steps, WriteReceipt receipt) {
        refusing(receipt, () -> {
            FeedState feed = writable();
            Writer writer = feed.writer;
            if (writer == null && !isAdmitted(feed)) {
                throw new EchoException(Code.DENIED, "the roster of party " + id + " does not let this device write");
            }
            Writer author = java.util.Objects.requireNonNull(feed.writer);
            database.retireView();
            BatchWriter.Stamp stamp = new BatchWriter.Stamp(
                    author.member(), author.device(), feed.key, feed.number, feed.processed, nextHeight(), now(feed));
            BatchWriter batch = new BatchWriter(
                    stamp,
                    database,
                    database.structure(),
                    database.states(),
                    new LoopForeign(),
                    () -> receipt.fail(new EchoException(
                            Code.NOT_LIVE,
                            "a state machine or edit did not return in time; the batch is not written")));
            try {
                batch.run(steps);
                if (batch.operations().isEmpty()) {
                    receipt.complete();
                    return;
                }
                append(feed, stamp.claimedMillis(), List.of(), batch.operations(), receipt);
            } catch (RuntimeException e) {
                batch.giveUp();
                throw e;
            }
            database.take(batch, stamp, feed);
        });
    }

    /** Adds a block to our feed and marks it as processed. */
    private void append(
            FeedState feed,
            long claimedMillis,
            List<Bytes> credentials,
            List<org.dxos.echo.engine.internal.wire.Operation> operations,
            WriteReceipt receipt) {
        long height = nextHeight();
        Block block = new Block(dependencies(feed), height, claimedMillis, credentials, operations);
        Bytes bytes = BlockCodec.encode(feed.key, block);
        int limit = services.config().maxBlockBytes();
        if (bytes.size() > limit) {
            throw new EchoException(
                    Code.LIMIT, "the batch takes " + bytes.size() + " bytes; a block has at most " + limit);
        }
        try {
            receipt.sequence = feed.log.append(bytes);
        } catch (FeedException e) {
            failed(e);
            throw new EchoException(Code.STORAGE, String.valueOf(e.getMessage()), e);
        }
        for (Block.Dependency dependency : block.dependencies()) {
            FeedState other = dependency.key() == null
                    ? java.util.Objects.requireNonNull(feeds.get(feed.mentioned.get(dependency.number())))
                    : java.util.Objects.requireNonNull(feeds.get(dependency.key()));
            if (dependency.key() != null) {
                feed.mentioned.add(dependency.key());
            }
            feed.see(other.number, dependency.length());
        }
        feed.advance(height, block.claimedMillis());
        sequencer.processed(feed);
        visible.add(receipt);
        if (receipt.level == Acknowledgement.DISK) {
            committer.add(receipt);
        }
    }

    private List<Block.Dependency> dependencies(FeedState feed) {
        List<Block.Dependency> dependencies = new ArrayList<>(2);
        for (int number = 0; number < feed.mentioned.size(); number++) {
            FeedState other = java.util.Objects.requireNonNull(feeds.get(feed.mentioned.get(number)));
            if (other.processed > feed.seen(other.number)) {
                dependencies.add(new Block.Dependency(number, null, other.processed));
            }
        }
        int number = feed.mentioned.size();
        for (FeedState other : feeds.all()) {
            if (other != feed && other.processed > 0 && feed.seen(other.number) == 0) {
                dependencies.add(new Block.Dependency(number++, other.key, other.processed));
            }
        }
        return dependencies;
    }

    private long nextHeight() {
        long height = 0;
        for (FeedState feed : feeds.all()) {
            height = Math.max(height, feed.lastHeight());
        }
        return height + 1;
    }

    private long now(FeedState feed) {
        return Math.max(feed.lastMillis, services.scheduler().clock().now().toEpochMilli());
    }

    private FeedState writable() {
        FeedState feed = own;
        if (closed || !readOnly.isEmpty() || feed == null) {
            throw new EchoException(Code.UNAVAILABLE, "party " + id + " cannot be written: " + readOnlyReason());
        }
        String waiting = waiting(feed);
        if (!waiting.isEmpty()) {
            throw new EchoException(Code.UNAVAILABLE, "party " + id + " cannot be written: " + waiting);
        }
        return feed;
    }

    /** A feed is continued from its end only: what comes next builds on blocks that must have been taken in. */
    private static String waiting(FeedState feed) {
        return feed.processed == feed.log.length()
                ? ""
                : "our feed has " + feed.log.length() + " blocks, of which " + feed.processed
                        + " could be taken in: the next needs blocks of other feeds that are not here";
    }

    private void store(FeedRange range, CompletableFuture<Verdict> future) {
        FeedState feed = feeds.get(range.feed());
        try {
            if (closed) {
                future.complete(Verdict.UNAVAILABLE);
                return;
            }
            if (feed == null) {
                if (feeds.isFull()) {
                    future.complete(Verdict.UNAVAILABLE);
                    return;
                }
                feed = feeds.add(services.feeds().open(id, range.feed()), false);
            }
            long known = feed.log.length();
            if (range.from() > known || range.head().length() <= known) {
                future.complete(range.from() > known ? Verdict.GAP : Verdict.KNOWN);
                return;
            }
            feed.log.accept(Offers.from(range, known));
            committer.addDirty(feed);
            grown.put(feed, feed.log.length());
            readCredentials(feed, known, feed.log.length());
            sequencer.wake(feed);
            afterPublish.add(() -> future.complete(Verdict.ACCEPTED));
        } catch (FeedException e) {
            if (e.getCause() instanceof StorageException) {
                failed(e);
            }
            future.complete(feed == null ? Verdict.UNAVAILABLE : refusal(range, feed));
        } catch (RuntimeException e) {
            future.complete(Verdict.UNAVAILABLE);
            throw e;
        }
    }

    /** Why a range that was right when it was offered is not now: what came meanwhile may be on another chain. */
    private static Verdict refusal(FeedRange range, FeedState feed) {
        try {
            Verdict verdict = Offers.verdict(range, feed.log);
            return verdict == null ? Verdict.UNAVAILABLE : verdict;
        } catch (FeedException e) {
            return Verdict.UNAVAILABLE;
        }
    }

    /** Credentials count as soon as they are here, whatever else their feed waits for. */
    private void readCredentials(FeedState feed, long from, long to) {
        List<Credential> found = new ArrayList<>();
        try {
            for (long at = from; at < to; ) {
                List<Bytes> blocks = feed.log.blocks(at, 512);
                for (Bytes bytes : blocks) {
                    if (BlockCodec.isControl(bytes)) {
                        collect(feed, at, bytes, found);
                    }
                    at++;
                }
            }
        } catch (FeedException e) {
            unreadable(feed, e);
        }
        if (!found.isEmpty()) {
            roster.set(roster.roster().with(found));
            rosterChanged();
        }
    }

    private void collect(FeedState feed, long sequence, Bytes bytes, List<Credential> found) {
        try {
            for (Bytes encoded : BlockCodec.decode(feed.key, bytes).credentials()) {
                found.add(Credential.parse(encoded));
            }
        } catch (MalformedException e) {
            reject(feed, sequence, Reason.INVALID_CREDENTIAL, String.valueOf(e.getMessage()));
        }
    }

    private void rosterChanged() {
        rosterChanged = true;
        for (FeedState feed : feeds.all()) {
            if (feed.writer != null) {
                isAdmitted(feed);
            } else {
                sequencer.wake(feed);
            }
        }
    }

    /** Makes our device and feed known as soon as the party has admitted our identity, and not before: nobody would count it. */
    private void admitOwnFeed() {
        FeedState feed = own;
        Signer signer = ownSigner;
        Roster now = roster.roster();
        if (feed == null
                || signer == null
                || !readOnly.isEmpty()
                || !feed.log.isWritable()
                || feed.processed < feed.log.length()
                || now.feeds().contains(feed.key)
                || now.member(identity()).isEmpty()) {
            return;
        }
        long millis = now(feed);
        Credential authorised =
                Credentials.authoriseDevice(now, services.identity(), identity(), services.device(), millis);
        Credential admitted = Credentials.admitFeed(now.with(List.of(authorised)), services.device(), signer, millis);
        List<Credential> issued = List.of(authorised, admitted);
        WriteReceipt receipt = new WriteReceipt(committer, Acknowledgement.DISK);
        refusing(receipt, () -> {
            append(feed, now(feed), issued.stream().map(Credential::encoded).toList(), List.of(), receipt);
            roster.set(now.with(issued));
            rosterChanged();
        });
    }

    private void settle() {
        sequencer.run(services.config().blocksPerTurn());
        boolean done = !settling || database.settle(services.config().blocksPerTurn());
        if (!done || !sequencer.isIdle()) {
            loop.execute(() -> {});
        }
    }

    private void endTurn() {
        if (rosterChanged) {
            admitOwnFeed();
        }
        settle();
        publish();
        FeedState feed = own;
        if (feed != null && (!waits.isEmpty() || feed.processed < feed.log.length())) {
            waits = waiting(feed);
            nextItemNumber.accumulateAndGet(database.highestItemNumber() + 1, Math::max);
        }
        for (WriteReceipt receipt : visible) {
            if (receipt.level == Acknowledgement.MEMORY) {
                receipt.complete();
            }
        }
        visible.clear();
        if ((feed != null && feed.log.syncedLength() < feed.log.length()) || !grown.isEmpty()) {
            committer.commitLater();
        }
        grown.forEach((other, length) -> tell(other.key, length));
        grown.clear();
        if (rosterChanged) {
            rosterChanged = false;
            roster.tell();
        }
    }

    private void publish() {
        Set<Integer> changed = database.publish(!queries.isEmpty());
        view = database.published();
        if (!changed.isEmpty()) {
            queries.forEach(query -> query.note(changed));
        }
        afterPublish.forEach(Runnable::run);
        afterPublish.clear();
    }

    private void tell(FeedKey feed, long length) {
        for (Listener listener : listeners) {
            try {
                listener.grown(feed, length);
            } catch (RuntimeException | Error e) {
                services.failures().accept(e);
            }
        }
    }

    private void refusing(WriteReceipt receipt, Runnable task) {
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

    /** The task under way when foreign code did not return will not be ended: tells whoever waits for it. */
    private void tellCutOff(String what) {
        Consumer<EchoException> waiter = cutOff;
        cutOff = null;
        if (waiter != null) {
            waiter.accept(new EchoException(Code.NOT_LIVE, what));
        }
    }

    private void taskFailed(Throwable failure) {
        if (readOnly.isEmpty()) {
            readOnly = "the party stopped on an error of ours: " + failure;
        }
        services.failures().accept(failure);
    }

    /** Runs something in the loop and waits for what it returns. */
    private <T> T run(Supplier<T> task) {
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
        } catch (java.util.concurrent.CompletionException e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(java.util.concurrent.CompletionException e) {
        if (e.getCause() instanceof Error cause) {
            throw cause;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }

    /** Our identity and device, as the roster knows them. */
    public IdentityKey identity() {
        return new IdentityKey(services.identity().publicKey());
    }

    public DeviceKey device() {
        return new DeviceKey(services.device().publicKey());
    }

    private final class LoopForeign implements Foreign {
        @Override
        public <T> T call(Supplier<T> call, Runnable hung) {
            return loop.foreign(call, () -> {
                hung.run();
                tellCutOff("a state machine did not return in time");
            });
        }
    }
}
