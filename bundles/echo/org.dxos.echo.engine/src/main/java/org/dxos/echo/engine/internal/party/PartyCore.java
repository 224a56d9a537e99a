package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
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
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.Item;
import org.dxos.echo.Query;
import org.dxos.echo.QueryUpdate;
import org.dxos.echo.Rejection;
import org.dxos.echo.Rejection.Reason;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.index.IndexFile;
import org.dxos.echo.engine.internal.item.ItemCell;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.item.StateCell;
import org.dxos.echo.engine.internal.item.States;
import org.dxos.echo.engine.internal.page.PageException;
import org.dxos.echo.engine.internal.past.Past;
import org.dxos.echo.engine.internal.past.PastFeed;
import org.dxos.echo.engine.internal.snapshot.Snapshot;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.engine.internal.view.PartyView;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.ForkProof;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.model.Index;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.halo.credential.Credential;
import org.dxos.halo.credential.Writer;
import org.dxos.storage.Storage;
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
    private final PartyLoop loop;
    private final Standing standing = new Standing();
    private final FeedTable feeds = new FeedTable();
    private final Sequencer sequencer = new Sequencer(feeds, this);
    private final RosterWatch roster;
    private final Membership members;
    private final Indexes indexes;
    private final Database database;
    private final SchemaGuard schemas;
    private final Committer committer;
    private final OwnFeed own;
    private final Forks forks;
    private final ForkWatch forkWatch;
    private final Intake intake;
    private final AtomicLong nextItemNumber = new AtomicLong();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<LiveQuery> queries = new CopyOnWriteArrayList<>();
    private final List<Runnable> afterPublish = new ArrayList<>();
    private final LinkedHashSet<Rejection> rejections = new LinkedHashSet<>();
    private final Snapshots snapshots;
    private final Snapshotter snapshotter;

    private volatile PartyView view;
    /** Whether items are brought up to date; not while the party is opened or closed by a thread that holds locks. */
    private volatile boolean settling;

    private volatile boolean caughtUp;
    /** How the storage failed when a feed was read. Confined to the loop. */
    private @Nullable FeedException unread;

    /** Told that the party has to be closed and opened again. Called on any thread, perhaps in the loop, and more than once. */
    public interface Outdated {
        /** @param freshFeed whether our feed must not be continued, and nothing of it be written any more */
        void reopen(PartyCore party, boolean freshFeed);
    }

    public PartyCore(PartyId id, PartyServices services, Outdated outdated) {
        this.id = id;
        this.services = services;
        this.loop = new PartyLoop(services.scheduler(), services.config(), this::endTurn, this::taskFailed);
        this.roster = new RosterWatch(id, services.failures());
        this.members = new Membership(feeds, sequencer, roster);
        this.indexes = new Indexes(id, services, loop, this::view);
        this.database = new Database(feeds, services.types(), loop, this, indexes.indexer(), this::remake);
        this.schemas = new SchemaGuard(loop);
        this.committer = new Committer(services.scheduler(), services.config().commitDelay(), this);
        this.own = new OwnFeed(id, services, feeds, sequencer, members, committer, standing);
        this.forks = new Forks(id, services.storage());
        this.forkWatch = new ForkWatch(
                services,
                loop,
                feeds,
                forks,
                members,
                committer,
                standing,
                freshFeed -> outdated.reopen(this, freshFeed));
        this.intake = new Intake(
                id,
                services,
                loop,
                feeds,
                sequencer,
                this,
                members,
                committer,
                standing,
                forks,
                forkWatch,
                afterPublish::add);
        this.snapshots = new Snapshots(id, services.storage(), feeds, forks, services.failures());
        this.snapshotter = new Snapshotter(
                services,
                loop,
                feeds,
                committer,
                standing,
                snapshots,
                indexes.indexer()::isUnkept,
                this::takeSnapshot,
                this::snapshotStored);
        this.view = database.published();
    }

    /**
     * Opens the feeds kept here, and takes in the blocks that the newest snapshot does not have. Calls no foreign code; {@link #catchUp} has to follow.
     *
     * @param credentials what is known of the party without its feeds
     * @param signer our feed's, or null when it is not held: the party is read-only then
     * @throws FeedException when a feed cannot be opened, or the storage fails while it is read; nothing is held open then
     */
    public void open(List<Credential> credentials, @Nullable Signer signer) throws FeedException {
        CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                members.begin(credentials);
                forks.open();
                openFeeds(signer);
                forks.apply(services, id, feeds);
                feeds.all().forEach(sequencer::wake);
                feeds.all().forEach(intake::readCredentials);
                members.changed();
                while (!sequencer.isIdle()) {
                    sequencer.run(Integer.MAX_VALUE);
                }
                if (unread != null) {
                    throw unread;
                }
                nextItemNumber.set(database.highestItemNumber() + 1);
                afterPublish.add(() -> opened.complete(null));
            } catch (StorageException e) {
                opened.completeExceptionally(new FeedException(String.valueOf(e.getMessage()), e));
            } catch (FeedException | MalformedException | RuntimeException | Error e) {
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
            throw PartyLoop.rethrown(e);
        }
        services.types().watch(this);
        for (FeedState feed : feeds.all()) {
            for (Feed.Damage damage : feed.log.damage()) {
                if (feed.own && !damage.repaired()) {
                    standing.readOnly("our feed is damaged: " + damage.file() + " at byte " + damage.offset() + ": "
                            + damage.what());
                }
            }
        }
        if (signer == null) {
            standing.readOnly("the key of our feed is not in the keyring");
        }
    }

    /** Brings the items up to date after opening. Foreign code runs on this thread: to be called without any lock. */
    public void catchUp() {
        if (!caughtUp) {
            settling = true;
            arriveMissed();
            // Each turn of the loop ends by bringing some of them up to date; until all are, views would show the past.
            while (!standing.isClosed() && loop.run(database::isBehind)) {
                // again
            }
            caughtUp = true;
        }
    }

    private void openFeeds(@Nullable Signer signer) throws FeedException, MalformedException {
        Optional<Snapshot> newest = new Opening(id, services, feeds, signer).run(snapshots);
        if (newest.isPresent()) {
            Snapshot snapshot = newest.get();
            List<Credential> known = new ArrayList<>();
            for (Bytes encoded : snapshot.credentials()) {
                known.add(Credential.parse(encoded));
            }
            members.begin(known);
            members.recall();
            rejections.addAll(snapshot.rejections());
            database.begin(snapshot);
            snapshotter.begin(snapshot.blocks());
        }
        indexes.begin();
        if (signer != null) {
            own.begin(java.util.Objects.requireNonNull(feeds.get(new FeedKey(signer.publicKey()))), signer);
        }
    }

    /** All that the party has come to. Within the loop, when a view has just been published. */
    private Snapshot takeSnapshot() {
        if (!database.published().pin()) {
            publish();
            database.published().pin();
        }
        indexes.indexer().kept();
        return everything();
    }

    /** All that the party has come to, to look back from. */
    Past past() {
        if (loop.inLoop()) {
            throw new IllegalStateException("a party must not be called from within one of its edits");
        }
        return loop.run(() -> {
            if (!database.published().pin()) {
                publish();
                database.published().pin();
            }
            return new Past(
                    database.published(),
                    database.changes(),
                    feeds.all().stream()
                            .map(feed -> new PastFeed(feed.log, feed.recorded(), feed.writer))
                            .toList(),
                    services.types(),
                    feeds);
        });
    }

    private Snapshot everything() {
        return new Snapshot(
                feeds.all().stream().map(FeedState::recorded).toList(),
                members.roster().credentials().stream().map(Credential::encoded).toList(),
                database.highestItemNumber(),
                List.copyOf(rejections),
                database.changes(),
                database.published().maps());
    }

    private void snapshotStored(Snapshot snapshot) {
        database.stored(snapshot);
        snapshots.release(everything());
    }

    /** Machines that were installed while the party was being opened. */
    private void arriveMissed() {
        loop.run(() -> {
            database.retireView();
            services.types().infos().stream()
                    .map(info -> services.types().machine(info.type()))
                    .filter(java.util.Objects::nonNull)
                    .forEach(machine -> database.arrived(machine, snapshots.formats(), true));
            return null;
        });
    }

    /** Makes the party read-only: its own feed was lost. */
    public void ownFeedLost() {
        standing.readOnly("our feed " + ownFeed() + " is empty, though blocks were written to it: its files are lost");
    }

    /** Whether our feed holds no block. */
    public boolean isOwnFeedEmpty() {
        FeedState feed = own.state();
        return feed != null && feed.log.length() == 0;
    }

    /** Deletes the snapshots of a party that is not open. They are made anew. */
    public static void deleteSnapshots(PartyId party, Storage storage) throws StorageException {
        Snapshots.delete(party, storage);
    }

    /** Deletes what is kept beside the feeds of a party that is being deleted: snapshots, and which indexes it has. */
    public static void deleteKept(PartyId party, Storage storage) throws StorageException {
        deleteSnapshots(party, storage);
        IndexFile.delete(party, storage);
    }

    /** Lets go of everything without writing anything more. Nothing happens when that was done before. */
    public void abandon() {
        standing.close();
        settling = false;
        services.types().unwatch(this);
        queries.forEach(LiveQuery::close);
        indexes.indexer().close();
        listeners.clear();
        snapshotter.abandon();
        loop.close();
        committer.failAll(new EchoException(Code.UNAVAILABLE, "party " + id + " is closed"));
        closeSnapshots();
        try {
            closeFeeds();
        } catch (FeedException e) {
            services.failures().accept(e);
        }
    }

    private void closeSnapshots() {
        try {
            snapshots.close();
        } catch (StorageException e) {
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
            loop.run(() -> {
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
        return standing.reason();
    }

    public boolean isClosed() {
        return standing.isClosed();
    }

    public List<FeedState> feedStates() {
        return feeds.all();
    }

    public List<Rejection> rejections() {
        return loop.run(() -> List.copyOf(rejections));
    }

    long newItemNumber() {
        return nextItemNumber.getAndIncrement();
    }

    FeedKey ownFeed() {
        return own.key();
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
        return loop.run(() -> {
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
            return loop.call(
                    () -> {
                        synchronized (held) {
                            return ofModel(model, () -> reader.apply(held.state()));
                        }
                    },
                    () -> database.rebuild(cell),
                    "a reader of item " + item + " did not return in time");
        });
    }

    /** Writes a batch. */
    WriteReceipt write(List<Step> steps, Acknowledgement level) {
        List<Step> all = List.copyOf(steps);
        WriteReceipt receipt = new WriteReceipt(committer, level);
        loop.execute(() -> writeInLoop(all, receipt));
        FeedState feed = own.state();
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
        loop.execute(() -> loop.refusing(receipt, () -> own.write(credentials, receipt)));
        return receipt;
    }

    @Override
    public Map<FeedKey, Long> lengths() {
        return intake.lengths();
    }

    /** The lengths at one moment: whatever a block within them builds on is within them too, unless it is not here at all. */
    public Map<FeedKey, Long> cut() {
        return loop.run(this::lengths);
    }

    @Override
    public Optional<Hash> chain(FeedKey feed, long length) throws FeedException {
        return intake.chain(feed, length);
    }

    @Override
    public Optional<FeedRange> range(FeedKey feed, long from, int maxBytes) throws FeedException {
        return intake.range(feed, from, maxBytes);
    }

    @Override
    public CompletionStage<Verdict> offer(FeedRange range) {
        return intake.offer(range);
    }

    /** Gives a feed back what is damaged within a range; false when nothing is. */
    boolean mend(FeedRange range) {
        return loop.run(() -> {
            FeedState feed = feeds.get(range.feed());
            if (feed == null || feed.log.damage().stream().noneMatch(damage -> isWithin(damage, range))) {
                return false;
            }
            try {
                return feed.log.repair(range);
            } catch (FeedException e) {
                throw new EchoException(Code.INVALID, String.valueOf(e.getMessage()), e);
            }
        });
    }

    private static boolean isWithin(Feed.Damage damage, FeedRange range) {
        return !damage.repaired()
                && range.from() <= damage.from()
                && damage.from() < range.head().length();
    }

    @Override
    public Verdict heard(FeedHead head) {
        return standing.isClosed() ? Verdict.UNAVAILABLE : forkWatch.heard(head);
    }

    @Override
    public List<ForkProof> forks() {
        return forks.all();
    }

    @Override
    public CompletionStage<Verdict> offer(ForkProof proof) {
        return forkWatch.offer(proof);
    }

    @Override
    public long forgeries() {
        return forkWatch.forgeries();
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
        List<ItemCell> cells = loop.run(database::retryFaulted);
        return loop.run(() -> (int)
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
        if (standing.isClosed()) {
            return;
        }
        standing.close();
        settling = false;
        if (loop.inLoop()) {
            committer.commit();
            snapshotter.abandon();
        } else {
            loop.run(() -> true);
            committer.commit();
            snapshotter.close();
        }
        services.types().unwatch(this);
        queries.forEach(LiveQuery::close);
        indexes.indexer().close();
        listeners.clear();
        loop.close();
        committer.failAll(new EchoException(Code.UNAVAILABLE, "party " + id + " is closed"));
        closeSnapshots();
        closeFeeds();
    }

    @Override
    public void machineArrived(Machine machine) {
        loop.execute(() -> arrive(machine, true));
    }

    private void arrive(Machine machine, boolean encodes) {
        schemas.schemasChanged();
        loop.unlessCutOff(() -> database.arrived(machine, snapshots.formats(), encodes), () -> arrive(machine, false));
        queries.forEach(LiveQuery::refresh);
    }

    @Override
    public void modelChanged(String type) {
        loop.execute(() -> {
            schemas.schemasChanged();
            indexes.modelChanged(type);
            queries.forEach(LiveQuery::refresh);
        });
    }

    /** Declares an index, or takes it back; false when there was nothing to do. */
    boolean changeIndex(String type, Index index, boolean isWanted) {
        return indexes.change(type, index, isWanted);
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
        schemas.schemasChanged();
        loop.unlessCutOff(() -> database.leaving(machine, encodes), () -> leave(machine, false, left));
        queries.forEach(LiveQuery::refresh);
        afterPublish.add(() -> left.complete(null));
    }

    @Override
    public boolean inLoop() {
        return loop.inLoop();
    }

    @Override
    public boolean isAdmitted(FeedState feed) {
        return members.isAdmitted(feed);
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
        standing.readOnly("storage failed: " + failure.getMessage());
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
                standing.readOnly("our feed " + feed.unreadable);
            }
            services.failures().accept(failure);
        }
    }

    private void writeInLoop(List<Step> steps, WriteReceipt receipt) {
        loop.refusing(receipt, () -> {
            FeedState feed = own.writable();
            Writer author = own.author(feed);
            schemas.refresh(view);
            database.retireView();
            BatchWriter.Stamp stamp = new BatchWriter.Stamp(
                    author.member(),
                    author.device(),
                    feed.key,
                    feed.number,
                    feed.processed,
                    own.nextHeight(),
                    own.now());
            BatchWriter batch = new BatchWriter(
                    stamp,
                    database,
                    database.structure(),
                    database.states(),
                    loop,
                    () -> receipt.fail(new EchoException(
                            Code.NOT_LIVE,
                            "a state machine or edit did not return in time; the batch is not written")));
            try {
                batch.run(steps);
                if (batch.operations().isEmpty()) {
                    receipt.complete();
                    return;
                }
                batch.obey(schemas);
                own.append(feed, stamp.claimedMillis(), List.of(), batch.operations(), receipt);
            } catch (RuntimeException e) {
                batch.giveUp();
                throw e;
            }
            try {
                database.take(batch, stamp, feed);
            } catch (RuntimeException | Error e) {
                States.rethrowAbandoned(e);
                taskFailed(e);
                throw e;
            }
        });
    }

    /** Makes our device and feed known as soon as the party has admitted our identity, and not before: nobody would count it. */
    private void admitOwnFeed() {
        List<Credential> issued = own.admission();
        if (!issued.isEmpty()) {
            WriteReceipt receipt = new WriteReceipt(committer, Acknowledgement.DISK);
            loop.refusing(receipt, () -> own.write(() -> issued, receipt));
        }
    }

    private void settle() {
        sequencer.run(services.config().blocksPerTurn());
        boolean done = !settling || database.settle(services.config().blocksPerTurn());
        if (!done || !sequencer.isIdle()) {
            loop.execute(() -> {});
        }
    }

    private void endTurn() {
        if (members.hasChanged()) {
            admitOwnFeed();
        }
        settle();
        publish();
        if (own.noteWaiting()) {
            nextItemNumber.accumulateAndGet(database.highestItemNumber() + 1, Math::max);
        }
        own.acknowledgeVisible();
        if (own.isUnsynced() || intake.hasGrown()) {
            committer.commitLater();
        }
        intake.takeGrown().forEach((other, length) -> tell(other.key, length));
        members.tell();
        if (settling) {
            snapshotter.turnEnded();
            indexes.indexer().wake();
        }
    }

    private void publish() {
        Set<Integer> changed = database.publish(!queries.isEmpty());
        view = database.published();
        if (database.takeSchemasChanged()) {
            schemas.schemasChanged();
        }
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

    private void taskFailed(Throwable failure) {
        standing.broken(
                failure instanceof PageException
                        ? "a snapshot is damaged; close the party and open it again, and it is made anew from its feeds: "
                                + failure.getMessage()
                        : "the party stopped on an error of ours: " + failure);
        services.failures().accept(failure);
    }

    /** Our identity and device, as the roster knows them. */
    public IdentityKey identity() {
        return new IdentityKey(services.identity().publicKey());
    }

    public DeviceKey device() {
        return new DeviceKey(services.device().publicKey());
    }
}
