package org.dxos.echo.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.crypto.Keyring.Purpose;
import org.dxos.base.crypto.KeyringException;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.loop.Scheduler;
import org.dxos.echo.ArchiveInfo;
import org.dxos.echo.Echo;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.FeedCheck;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.echo.PartyInfo.State;
import org.dxos.echo.PartyTicket;
import org.dxos.echo.TypeInfo;
import org.dxos.echo.engine.internal.page.PageException;
import org.dxos.echo.engine.internal.party.Archive;
import org.dxos.echo.engine.internal.party.ArchiveCheck;
import org.dxos.echo.engine.internal.party.Mending;
import org.dxos.echo.engine.internal.party.OpenParty;
import org.dxos.echo.engine.internal.party.PartyBlobs;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.engine.internal.party.PartyCore;
import org.dxos.echo.engine.internal.party.PartyServices;
import org.dxos.echo.engine.internal.record.ForkFile;
import org.dxos.echo.engine.internal.record.PartyRecord;
import org.dxos.echo.engine.internal.record.Records;
import org.dxos.echo.engine.internal.record.Records.NodeRecord;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.feed.BlobStores;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.FeedStore;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.dxos.halo.credential.Credential;
import org.dxos.halo.credential.Credentials;
import org.dxos.halo.credential.PartyFounding;
import org.dxos.halo.credential.Roster;
import org.dxos.halo.credential.RosterView;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** The parties of one node, without any framework: state machines and models are added by calls. Any thread. */
public final class EchoEngine implements Echo, AutoCloseable {
    private final Parts parts;
    private final Records records;
    private final TypeRegistry types = new TypeRegistry();
    private final PartyServices services;
    private final Signer identity;
    private final Signer device;
    private final Map<PartyId, PartyRecord> known = new ConcurrentHashMap<>();
    private final Map<PartyId, String> damaged = new ConcurrentHashMap<>();
    private final Map<PartyId, OpenParty> open = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<PartyListener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable BlobStores blobs;
    private volatile boolean closed;

    /**
     * What an engine works with.
     *
     * @param failures told of defects of ours and of foreign listeners that throw
     */
    public record Parts(
            Storage storage,
            FeedStore feeds,
            Keyring keyring,
            Scheduler scheduler,
            PartyConfig config,
            Consumer<Throwable> failures) {}

    /** Told of parties that open and close. */
    public interface PartyListener {
        void opened(Party party, PartyFeeds feeds, RosterView roster);

        void closed(PartyId party);
    }

    /**
     * Reads what is kept, and makes an identity and a device where there is none.
     *
     * @throws EchoException DAMAGED when the node's own record cannot be read or its keys are gone; STORAGE
     */
    public EchoEngine(Parts parts) {
        this.parts = parts;
        try {
            this.records = new Records(parts.storage());
            Map<PartyId, String> unreadable = new java.util.TreeMap<>();
            known.putAll(records.parties(unreadable));
            damaged.putAll(unreadable);
            NodeRecord node = node();
            this.identity = signer(node.identity().key(), "identity");
            this.device = signer(node.device().key(), "device");
        } catch (StorageException e) {
            throw storage(e);
        } catch (KeyringException e) {
            throw keys(e);
        }
        this.services = new PartyServices(
                identity,
                device,
                parts.feeds(),
                parts.storage(),
                types,
                parts.scheduler(),
                parts.config(),
                parts.failures());
    }

    public void add(StateMachine<?, ?> machine, String provider) {
        types.add(machine, provider);
    }

    /** Withdraws a state machine; false when a party did not let go of it within two seconds. */
    public boolean remove(StateMachine<?, ?> machine) {
        return types.remove(machine);
    }

    public void add(Model<?, ?, ?> model, String provider) {
        types.add(model, provider);
    }

    public void remove(Model<?, ?, ?> model) {
        types.remove(model);
    }

    /** Keeps blobs of parties there from now on. */
    public void add(BlobStores stores) {
        blobs = stores;
    }

    public synchronized void remove(BlobStores stores) {
        if (blobs == stores) {
            blobs = null;
        }
    }

    /** Tells of the parties that are open, and of each that opens and closes later. */
    public synchronized void listen(PartyListener listener) {
        listeners.add(listener);
        open.values()
                .forEach(party ->
                        listener.opened(party, party.core(), party.core().roster()));
    }

    /** The feeds of an open party, as replication sees them. */
    public Optional<PartyFeeds> feeds(PartyId id) {
        return Optional.ofNullable(open.get(id)).map(OpenParty::core);
    }

    @Override
    public IdentityKey identity() {
        return new IdentityKey(identity.publicKey());
    }

    @Override
    public DeviceKey device() {
        return new DeviceKey(device.publicKey());
    }

    @Override
    public List<PartyInfo> parties() {
        List<PartyInfo> infos = new ArrayList<>();
        known.values().forEach(record -> {
            OpenParty party = open.get(record.id());
            String reason = damaged.getOrDefault(record.id(), "");
            State state = reason.isEmpty() ? State.CLOSED : State.DAMAGED;
            infos.add(party != null ? party.info() : new PartyInfo(record.id(), record.label(), state, reason));
        });
        damaged.forEach((id, reason) -> {
            if (!known.containsKey(id)) {
                infos.add(new PartyInfo(id, "", State.DAMAGED, reason));
            }
        });
        infos.sort(Comparator.comparing(PartyInfo::label).thenComparing(PartyInfo::id));
        return infos;
    }

    @Override
    public Party createParty(String label) {
        OpenParty party = founding(label);
        party.core().catchUp();
        return party;
    }

    private synchronized OpenParty founding(String label) {
        checkOpen();
        checkLabel(label);
        Signer feed = newFeedKey();
        PartyFounding founding = Credentials.found(parts.keyring(), identity, device, feed, millis());
        PartyRecord record =
                new PartyRecord(founding.party(), label, new FeedKey(feed.publicKey()), founding.credentials());
        return begin(record, feed, founding.credentials());
    }

    /** Opens a new party, writes what our feed is to begin with, and keeps the record; or leaves nothing of all that. */
    private OpenParty begin(PartyRecord record, Signer feed, List<Credential> first) {
        PartyCore core = new PartyCore(record.id(), services, this::reopenLater);
        boolean done = false;
        try {
            core.open(record.credentials(), feed);
            if (!first.isEmpty()) {
                core.writeCredentials(() -> first).await();
            }
            core.flush();
            records.save(record);
            done = true;
        } catch (FeedException e) {
            throw feeds(e);
        } catch (StorageException e) {
            throw storage(e);
        } finally {
            if (!done) {
                core.abandon();
                takeBack(record);
            }
        }
        return opened(record, core);
    }

    /** Where not even this can be done, the record goes first: what is left without it is not a party. */
    private void takeBack(PartyRecord record) {
        try {
            records.delete(record.id());
            parts.feeds().delete(record.id());
            PartyCore.deleteKept(record.id(), parts.storage());
            parts.keyring().destroy(record.feed().key());
        } catch (StorageException | FeedException | KeyringException e) {
            parts.failures().accept(e);
        }
    }

    private Signer newFeedKey() {
        try {
            return parts.keyring().create(Purpose.FEED);
        } catch (KeyringException e) {
            throw keys(e);
        }
    }

    @Override
    public Party joinParty(PartyTicket ticket) {
        OpenParty party = joining(ticket);
        party.core().catchUp();
        return party;
    }

    private synchronized OpenParty joining(PartyTicket ticket) {
        checkOpen();
        if (known.containsKey(ticket.party())) {
            return opening(ticket.party());
        }
        Roster roster = Roster.empty(ticket.party()).with(ticket.credentials());
        if (roster.members().isEmpty()) {
            throw new EchoException(Code.INVALID, "the ticket does not hold the genesis of party " + ticket.party());
        }
        Signer feed = newFeedKey();
        PartyRecord record = new PartyRecord(ticket.party(), "", new FeedKey(feed.publicKey()), ticket.credentials());
        return begin(record, feed, List.of());
    }

    @Override
    public Party party(PartyId id) {
        OpenParty party = opening(id);
        party.core().catchUp();
        return party;
    }

    private synchronized OpenParty opening(PartyId id) {
        checkOpen();
        OpenParty party = open.get(id);
        if (party != null) {
            return party;
        }
        PartyRecord record = continuable(record(id));
        PartyCore core;
        try {
            core = opened(record);
        } catch (FeedException e) {
            EchoException failure = feeds(e);
            if (failure.code() == Code.DAMAGED) {
                damaged.put(id, String.valueOf(e.getMessage()));
            }
            throw failure;
        }
        if (core.isOwnFeedEmpty() && record.hasBegun()) {
            core.ownFeedLost();
        }
        damaged.remove(id);
        return opened(record, core);
    }

    /** Opens a party; a snapshot that turns out to be damaged meanwhile is thrown away, and the feeds are read. */
    private PartyCore opened(PartyRecord record) throws FeedException {
        Signer feed = parts.keyring().signer(record.feed().key()).orElse(null);
        PartyCore core = new PartyCore(record.id(), services, this::reopenLater);
        try {
            core.open(record.credentials(), feed);
            return core;
        } catch (PageException e) {
            if (e.code() != Code.DAMAGED) {
                throw e;
            }
            parts.failures().accept(e);
        }
        try {
            PartyCore.deleteSnapshots(record.id(), parts.storage());
        } catch (StorageException e) {
            throw storage(e);
        }
        PartyCore anew = new PartyCore(record.id(), services, this::reopenLater);
        anew.open(record.credentials(), feed);
        return anew;
    }

    /** The record of a party whose own feed can be continued: with a fresh one where ours is proven to have forked. */
    private PartyRecord continuable(PartyRecord record) {
        try {
            boolean isForked = new ForkFile(record.id(), parts.storage())
                    .read().stream().anyMatch(proof -> proof.feed().equals(record.feed()));
            return isForked ? withFreshFeed(record) : record;
        } catch (StorageException e) {
            throw storage(e);
        }
    }

    /** Lets a new feed of ours follow on the one of before, whose key is destroyed so that nothing can be signed with it. */
    private PartyRecord withFreshFeed(PartyRecord record) {
        PartyRecord next = record.continuedIn(new FeedKey(newFeedKey().publicKey()));
        try {
            records.save(next);
            known.put(next.id(), next);
            parts.keyring().destroy(record.feed().key());
        } catch (StorageException e) {
            throw storage(e);
        } catch (KeyringException e) {
            throw keys(e);
        }
        return next;
    }

    private void reopenLater(PartyCore core, boolean freshFeed) {
        parts.scheduler().execute(() -> {
            try {
                OpenParty again = reopened(core, freshFeed);
                if (again != null) {
                    again.core().catchUp();
                }
            } catch (RuntimeException e) {
                parts.failures().accept(e);
            }
        });
    }

    /** Closes a party and opens it anew from its feeds. Does nothing when that was done, or the party was closed, meanwhile. */
    private synchronized @Nullable OpenParty reopened(PartyCore core, boolean freshFeed) {
        PartyId id = core.party();
        OpenParty party = open.get(id);
        if (closed || party == null || party.core() != core) {
            return null;
        }
        open.remove(id);
        listeners.forEach(listener -> listener.closed(id));
        try {
            if (freshFeed) {
                core.abandon();
                withFreshFeed(record(id));
            } else {
                core.close();
            }
            PartyCore.deleteSnapshots(id, parts.storage());
        } catch (FeedException e) {
            throw feeds(e);
        } catch (StorageException e) {
            throw storage(e);
        }
        return opening(id);
    }

    @Override
    public Optional<Party> openParty(PartyId id) {
        return Optional.ofNullable(open.get(id));
    }

    @Override
    public synchronized void closeParty(PartyId id) {
        OpenParty party = open.remove(id);
        if (party == null) {
            record(id);
            return;
        }
        listeners.forEach(listener -> listener.closed(id));
        try {
            party.core().close();
        } catch (FeedException e) {
            throw feeds(e);
        }
    }

    @Override
    public synchronized void deleteParty(PartyId id) {
        if (known.get(id) == null && damaged.get(id) == null) {
            record(id);
        }
        if (open.containsKey(id)) {
            closeParty(id);
        }
        try {
            PartyRecord record = known.get(id);
            records.delete(id);
            known.remove(id);
            damaged.remove(id);
            PartyCore.deleteKept(id, parts.storage());
            parts.feeds().delete(id);
            PartyBlobs.deleteAll(blobs, id);
            if (record != null) {
                parts.keyring().destroy(record.feed().key());
            }
        } catch (StorageException e) {
            throw storage(e);
        } catch (FeedException e) {
            throw feeds(e);
        } catch (KeyringException e) {
            throw keys(e);
        }
    }

    @Override
    public synchronized void labelParty(PartyId id, String label) {
        checkLabel(label);
        PartyRecord record = record(id).labelled(label);
        try {
            records.save(record);
        } catch (StorageException e) {
            throw storage(e);
        }
        known.put(id, record);
    }

    @Override
    public void exportParty(PartyId id, OutputStream target, Progress progress) {
        OpenParty party = (OpenParty) party(id);
        party.core().flush();
        Archive.write(party.core(), party.core().cut(), party.roster().credentials(), target, progress);
    }

    @Override
    public PartyId importParty(InputStream source, Progress progress) {
        Importer importer = new Importer();
        Archive.read(source, importer, progress);
        return java.util.Objects.requireNonNull(importer.party);
    }

    @Override
    public List<FeedCheck> verifyParty(PartyId id, Progress progress) {
        return Mending.verify(((OpenParty) party(id)).core(), progress);
    }

    @Override
    public long repairParty(PartyId id, InputStream archive, Progress progress) {
        PartyCore core = ((OpenParty) party(id)).core();
        Mending mending = new Mending(core);
        Archive.read(archive, mending, progress);
        if (mending.blocks() > 0) {
            OpenParty again = reopened(core, false);
            if (again != null) {
                again.core().catchUp();
            }
        }
        return mending.blocks();
    }

    @Override
    public ArchiveInfo verifyArchive(InputStream source, Progress progress) {
        ArchiveCheck check = new ArchiveCheck();
        Archive.read(source, check, progress);
        return check.info();
    }

    @Override
    public List<TypeInfo> types() {
        return types.infos();
    }

    /** Closes all parties. Storage, keyring and scheduler stay with their owner. */
    @Override
    public synchronized void close() {
        closed = true;
        List<RuntimeException> failures = new ArrayList<>();
        for (PartyId id : List.copyOf(open.keySet())) {
            try {
                closeParty(id);
            } catch (EchoException e) {
                failures.add(e);
            }
        }
        failures.forEach(parts.failures());
    }

    private OpenParty opened(PartyRecord record, PartyCore core) {
        known.put(record.id(), record);
        OpenParty party = new OpenParty(
                core,
                device,
                this::millis,
                () -> known.getOrDefault(record.id(), record).label(),
                new PartyBlobs(core, () -> Optional.ofNullable(blobs)),
                () -> closeParty(record.id()));
        open.put(record.id(), party);
        noteBegun(record.id(), core.roster().roster());
        core.roster().listen(roster -> parts.scheduler().execute(() -> noteBegunIfOpen(record.id(), roster)));
        listeners.forEach(listener -> listener.opened(party, core, core.roster()));
        return party;
    }

    /** Keeps in the record that our feed has begun, so that its loss is seen. */
    private void noteBegun(PartyId id, Roster roster) {
        PartyRecord record = known.get(id);
        if (record == null || record.hasBegun() || !roster.feeds().contains(record.feed())) {
            return;
        }
        PartyRecord begun = record.begun(roster.credentials());
        known.put(id, begun);
        try {
            records.save(begun);
        } catch (StorageException e) {
            parts.failures().accept(e);
        }
    }

    private synchronized void noteBegunIfOpen(PartyId id, Roster roster) {
        if (open.containsKey(id)) {
            noteBegun(id, roster);
        }
    }

    private NodeRecord node() throws StorageException {
        Optional<NodeRecord> record = records.node();
        if (record.isPresent()) {
            return record.get();
        }
        Keyring keyring = parts.keyring();
        if (!(known.isEmpty() && damaged.isEmpty())
                && (keyring.keys(Purpose.IDENTITY).size() != 1
                        || keyring.keys(Purpose.DEVICE).size() != 1)) {
            throw new EchoException(
                    Code.DAMAGED,
                    records.nodeFile()
                            + " is missing, though parties are kept here, and the keyring does not tell which "
                            + "identity and device this node has");
        }
        Signer first = one(keyring, Purpose.IDENTITY);
        Signer second = one(keyring, Purpose.DEVICE);
        NodeRecord made = new NodeRecord(new IdentityKey(first.publicKey()), new DeviceKey(second.publicKey()));
        records.save(made);
        return made;
    }

    private static Signer one(Keyring keyring, Purpose purpose) {
        return keyring.keys(purpose).stream()
                .sorted()
                .findFirst()
                .flatMap(keyring::signer)
                .orElseGet(() -> keyring.create(purpose));
    }

    private Signer signer(org.dxos.base.key.PublicKey key, String what) {
        return parts.keyring()
                .signer(key)
                .orElseThrow(() -> new EchoException(
                        Code.DAMAGED,
                        "the keyring does not hold this node's " + what + " key " + key.hex()
                                + "; put the key files back, or start with another home"));
    }

    private PartyRecord record(PartyId id) {
        PartyRecord record = known.get(id);
        String reason = damaged.get(id);
        if (record == null && reason != null) {
            throw new EchoException(Code.DAMAGED, "party " + id + " cannot be opened: " + reason);
        }
        if (record == null) {
            throw new EchoException(Code.NOT_FOUND, "no party " + id.hex() + " on this node");
        }
        return record;
    }

    private void checkOpen() {
        if (closed) {
            throw new EchoException(Code.UNAVAILABLE, "ECHO is closed");
        }
    }

    private static void checkLabel(String label) {
        if (label.length() > 256 || label.chars().anyMatch(Character::isISOControl)) {
            throw new EchoException(
                    Code.INVALID, "a label has at most 256 characters, none of them control characters");
        }
    }

    private long millis() {
        return parts.scheduler().clock().now().toEpochMilli();
    }

    private static EchoException storage(StorageException e) {
        return new EchoException(Code.STORAGE, String.valueOf(e.getMessage()), e);
    }

    /** Storage that failed is another matter than files that are not as they should be. */
    private static EchoException feeds(FeedException e) {
        Code code = e.getCause() instanceof StorageException ? Code.STORAGE : Code.DAMAGED;
        return new EchoException(code, String.valueOf(e.getMessage()), e);
    }

    private static EchoException keys(KeyringException e) {
        return new EchoException(Code.STORAGE, String.valueOf(e.getMessage()), e);
    }

    /** Makes the party of an archive, or adds to it, as if a peer had sent everything. */
    private final class Importer implements Archive.Reader {
        @Nullable
        PartyId party;

        @Override
        public void begin(Archive.Header header) {
            party = header.party();
            joinParty(new PartyTicket(header.party(), header.credentials()));
        }

        @Override
        public void range(FeedRange range) {
            PartyId id = java.util.Objects.requireNonNull(party);
            PartyFeeds.Verdict verdict = feeds(id)
                    .orElseThrow(() -> new EchoException(Code.UNAVAILABLE, "party " + id + " was closed during import"))
                    .offer(range)
                    .toCompletableFuture()
                    .join();
            if (verdict != PartyFeeds.Verdict.ACCEPTED && verdict != PartyFeeds.Verdict.KNOWN) {
                throw new EchoException(
                        Code.INVALID,
                        "blocks " + range.from() + " to " + range.head().length() + " of feed " + range.feed()
                                + " were refused: " + verdict);
            }
        }
    }
}
