package org.dxos.itests.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.Bytes;
import org.dxos.base.crypto.Keyring.Purpose;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Echo;
import org.dxos.echo.Item;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.echo.Query;
import org.dxos.echo.View;
import org.dxos.echo.engine.EchoEngine;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.node.internal.backup.BackupReader;
import org.dxos.node.internal.backup.BackupWriter;
import org.dxos.node.internal.backup.NodeBackups;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.MemoryKeyring;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SimEntropy;
import org.dxos.testkit.SimScheduler;

/** A node with any number of parties, that can be backed up and made again from its backup. */
final class BackedNode implements AutoCloseable {
    private static final int ITEMS = 5;

    final SimScheduler scheduler = new SimScheduler();
    final List<Throwable> failures = new ArrayList<>();
    final MemoryKeyring keyring;
    final EchoEngine echo;
    private final FaultyStorage storage;
    private final Bytes identity;
    private final Bytes device;

    BackedNode(long seed) {
        this(new SimEntropy(seed).bytes(32), new SimEntropy(~seed).bytes(32), seed * 31 + 1);
    }

    private BackedNode(Bytes identity, Bytes device, long entropy) {
        this(identity, device, new MemoryKeyring(new SimEntropy(entropy)), new FaultyStorage());
    }

    private BackedNode(Bytes identity, Bytes device, MemoryKeyring keyring, FaultyStorage storage) {
        this.identity = identity;
        this.device = device;
        this.keyring = keyring;
        this.storage = storage;
        keyring.keep(Purpose.IDENTITY, identity);
        keyring.keep(Purpose.DEVICE, device);
        echo = new EchoEngine(new EchoEngine.Parts(
                storage,
                new LogFeedStore(storage, LogConfig.DEFAULT),
                keyring,
                scheduler,
                PartyConfig.DEFAULT,
                failures::add));
        for (SimNode.Code code : SimNode.Code.values()) {
            echo.add(SimNode.machine(code, NumbersMachine.Edition.NEW), "test");
        }
        echo.add(org.dxos.model.object.ObjectModels.model(), "test");
        echo.add(org.dxos.model.text.TextModels.model(), "test");
        echo.add(org.dxos.model.chess.ChessModels.model(), "test");
        for (NumbersMachine.Kind kind : NumbersMachine.Kind.values()) {
            echo.add(new NumbersModel(kind), "test");
        }
    }

    NodeBackups backups(Path conf) {
        return backups(echo, conf);
    }

    NodeBackups backups(Echo source, Path conf) {
        return new NodeBackups(source, keyring, conf, "test", scheduler.clock());
    }

    /** What is on the disk now, for somebody to copy. */
    FaultyStorage disk() {
        FaultyStorage copy = new FaultyStorage();
        try {
            for (String path : storage.sizes().keySet()) {
                Folder folder = copy.root();
                String[] names = path.split("/");
                for (int i = 0; i < names.length - 1; i++) {
                    folder = folder.folder(names[i]);
                }
                copy.put(path, storage.content(path));
            }
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
        return copy;
    }

    /** This node, started from another disk with its keys. */
    BackedNode startedFrom(FaultyStorage disk) {
        BackedNode node = new BackedNode(identity, device, keyring, disk);
        node.scheduler.runFor(java.time.Duration.ofSeconds(5));
        return node;
    }

    /** Makes an empty node of the same identity and device out of a backup. */
    BackedNode restored(Path file, Map<String, Bytes> settings) throws IOException {
        BackedNode made = new BackedNode(identity, device, failures.hashCode() + file.hashCode() + 77L);
        try (InputStream in = Files.newInputStream(file)) {
            BackupReader.read(in, new BackupReader.Visitor() {
                @Override
                public void begin(BackupWriter.Header header) {
                    if (!header.identity().equals(echo.identity())) {
                        throw new AssertionError("another identity");
                    }
                }

                @Override
                public void keys(Bytes sealed) {
                    throw new AssertionError("keys that nobody asked for");
                }

                @Override
                public void settings(String name, Bytes content) {
                    settings.put(name, content);
                }

                @Override
                public void party(PartyId id, String label, InputStream archive) {
                    made.echo.importParty(archive, Echo.Progress.NONE);
                    made.echo.labelParty(id, label);
                }
            });
        }
        return made;
    }

    /** Writes so many batches of random edits into a party. */
    static void write(Party party, SeededRandom random, int batches) {
        Edits edits = new Edits(random);
        edits.createTwins(party);
        for (int i = 0; i < batches; i++) {
            edits.write(party, new StringBuilder());
        }
        party.flush();
        if (party.view().size() < 2 || ITEMS > batches * 10) {
            throw new AssertionError("nothing was written");
        }
    }

    /** Brings what another node has of a party, until nothing is new. */
    void fetch(BackedNode other, PartyId id) {
        other.echo.party(id).flush();
        PartyFeeds from = other.echo.feeds(id).orElseThrow();
        PartyFeeds to = echo.feeds(id).orElseThrow();
        try {
            for (Map.Entry<FeedKey, Long> feed : new TreeMap<>(from.lengths()).entrySet()) {
                long at = to.lengths().getOrDefault(feed.getKey(), 0L);
                while (at < feed.getValue()) {
                    FeedRange range = from.range(feed.getKey(), at, 4096).orElseThrow();
                    to.offer(range).toCompletableFuture().join();
                    at = range.head().length();
                }
            }
        } catch (FeedException e) {
            throw new AssertionError(e);
        }
    }

    /** What people see of all parties: labels, items, states, hashes; not which feeds there are. */
    Map<PartyId, List<String>> seen() {
        Map<PartyId, List<String>> seen = new TreeMap<>();
        for (PartyInfo info : echo.parties()) {
            Party party = echo.party(info.id());
            List<String> lines = new ArrayList<>(places(party.view()));
            lines.addAll(Snapshot.states(party.view()).values());
            lines.add(info.label());
            lines.add(party.roster().members().toString());
            seen.put(info.id(), lines);
        }
        return seen;
    }

    private static List<String> places(View view) {
        return view.select(Query.all().deleted(Query.Deleted.SHOW)).stream()
                .map(item -> item.id() + " " + item.type() + " " + item.model() + " "
                        + item.genesis().member() + " ends "
                        + item.ends() + " parent " + item.parent() + " deleted " + item.isDeleted() + " visible "
                        + item.isVisible() + " children "
                        + view.children(item.id()).stream().map(Item::id).toList() + " links "
                        + view.links(item.id()).stream().map(Item::id).toList())
                .toList();
    }

    @Override
    public void close() {
        echo.close();
        if (!failures.isEmpty()) {
            throw new AssertionError("a failure", failures.get(0));
        }
    }
}
