package org.dxos.itests.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.Conditions;
import org.dxos.echo.EchoException;
import org.dxos.echo.Item;
import org.dxos.echo.Query;
import org.dxos.echo.Status;
import org.dxos.echo.View;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.halo.credential.Role;
import org.dxos.itests.simulation.SimNode.Code;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SimScheduler;
import org.jspecify.annotations.Nullable;

/**
 * One run: some nodes, one party, commands drawn from a seed; then everything heals, and all nodes are compared with each other,
 * with themselves after a restart, with a newcomer, and with the {@link Oracle}.
 */
final class Simulation {
    private static final int ROUNDS = 60;

    final Trace trace;
    private final SeededRandom random;
    private final Scale scale;
    private final SimScheduler scheduler;
    private final Network network;
    private final Edits edits;
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final Map<SimNode, Long> acknowledged = new HashMap<>();
    private final List<Held> held = new ArrayList<>();
    private final Outcome outcome = new Outcome();
    private @Nullable ItemId twin;
    private @Nullable ItemId otherTwin;

    /** What a run was about, for figures. */
    static final class Outcome {
        int nodes;
        int items;
        int mutations;
        int rounds;
        int crashes;
        int restarts;
        int codeChanges;
        long messages;
        int faulted;
        int outdated;
        int dormant;
        int refusedWrites;
        int writes;
    }

    private record Held(SimNode node, View view, String tree, Map<ItemId, String> states) {}

    Simulation(long seed, Scale scale, boolean isTraced) {
        this.random = new SeededRandom(seed);
        this.scale = scale;
        this.scheduler = new SimScheduler(random.split());
        this.trace = new Trace(scheduler, isTraced);
        this.network = new Network(scheduler, random.split(), trace);
        this.edits = new Edits(random.split());
    }

    Outcome run() {
        begin();
        int commands = random.between(scale.least(), scale.most());
        for (int i = 0; i < commands; i++) {
            command();
            scheduler.runFor(Duration.ofMillis(random.below(4) == 0 ? random.below(1000) : random.below(30)));
            if (random.chance(0.5)) {
                gossip();
            }
            checkFailures();
        }
        converge();
        compareLikeCode();
        compareWithRestarted();
        compareWithSameCode();
        return outcome;
    }

    private void begin() {
        int count = random.between(2, scale.nodes());
        outcome.nodes = count;
        PartyConfig config = new PartyConfig(
                1 << 20,
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                1 << 16,
                random.pick(4096, 4096, 7, 1),
                random.pick(1 << 14, 5, 20));
        LogConfig log = random.chance(0.3)
                ? LogConfig.DEFAULT.withSegmentSize(2000).withCheckpointInterval(500)
                : LogConfig.DEFAULT;
        for (int i = 0; i < count; i++) {
            Duration ahead = Duration.ofMinutes(random.chance(0.5) ? random.between(-60, 60) : 0);
            SimNode node = new SimNode("node" + i, scheduler, ahead, config, log);
            if (random.chance(0.4)) {
                changeCode(node);
            }
            node.start();
            nodes.add(node);
        }
        SimNode first = nodes.get(0);
        first.create();
        trace.add(first + " creates the party");
        install(first, Code.CHAIN, NumbersMachine.Edition.NEW);
        edits.createTwins(first.party());
        twin = edits.twin();
        otherTwin = edits.otherTwin();
        for (SimNode node : nodes.subList(1, count)) {
            if (random.chance(0.7)) {
                join(node);
            }
        }
        if (random.chance(0.3)) {
            network.slow(random.pick(nodes));
        }
    }

    private void command() {
        SimNode node = random.pick(nodes);
        int kind = random.below(100);
        if (kind < 62) {
            write(node);
        } else if (kind < 66) {
            join(node);
        } else if (kind < 74) {
            SimNode other = random.pick(nodes);
            boolean cuts = random.chance(0.6);
            if (cuts) {
                network.cut(node, other);
            } else {
                network.heal(node, other);
            }
            trace.add((cuts ? "cut " : "heal ") + node + " " + other);
        } else if (kind < 80) {
            crash(node);
        } else if (kind < 84) {
            restart(node);
        } else if (kind < 91) {
            changeCode(node);
            outcome.codeChanges++;
        } else if (kind < 94) {
            hold(node);
        } else if (kind < 98) {
            watch(node);
        } else {
            if (node.hasParty()) {
                trace.add(node + " retries: " + node.party().retryFaulted());
            }
        }
    }

    private void write(SimNode node) {
        if (!node.hasParty()) {
            return;
        }
        outcome.writes++;
        StringBuilder what = new StringBuilder();
        try {
            Receipt receipt = edits.write(node.party(), what);
            if (random.chance(0.4)) {
                receipt.await();
                acknowledged.merge(node, ownLength(node), Math::max);
            }
            trace.add(node + " writes " + what);
        } catch (EchoException | IllegalArgumentException | IndexOutOfBoundsException e) {
            outcome.refusedWrites++;
            if (e instanceof EchoException echo
                    && (echo.code() == EchoException.Code.UNAVAILABLE || echo.code() == EchoException.Code.STORAGE)) {
                throw e;
            }
            trace.add(node + " is refused " + what + ": " + e.getClass().getSimpleName());
        }
        checkTwins(node);
    }

    private static long ownLength(SimNode node) {
        return node.party().feeds().stream()
                .filter(org.dxos.echo.FeedInfo::own)
                .mapToLong(org.dxos.echo.FeedInfo::synced)
                .findFirst()
                .orElse(0);
    }

    private void join(SimNode node) {
        SimNode host = random.pick(nodes);
        if (!host.hasParty()) {
            return;
        }
        IdentityKey identity = node.identity.identityKey();
        if (host.party().roster().member(identity).isEmpty() && random.chance(0.8)) {
            Role role = random.pick(Role.WRITER, Role.WRITER, Role.ADMIN);
            try {
                host.party().admitMember(identity, role).await();
                acknowledged.merge(host, ownLength(host), Math::max);
                trace.add(host + " admits " + node + " as " + role);
            } catch (EchoException e) {
                trace.add(host + " may not admit " + node + ": " + e.code());
            }
        }
        if (node.isUp() && !node.hasParty()) {
            node.join(host.party().ticket());
            trace.add(node + " joins by " + host);
        }
    }

    private void crash(SimNode node) {
        if (!node.isUp()) {
            return;
        }
        outcome.crashes++;
        CrashOutcome lost = random.pick(CrashOutcome.all(random.nextLong()));
        closeWatchers(node);
        boolean had = node.hasParty();
        held.removeIf(each -> each.node() == node);
        node.crash(lost);
        node.start();
        trace.add(node + " crashes: " + lost);
        if (had && !node.hasParty()) {
            throw new AssertionError(node + " lost the party");
        }
        if (node.hasParty()
                && node.party().feeds().stream()
                                .filter(org.dxos.echo.FeedInfo::own)
                                .mapToLong(org.dxos.echo.FeedInfo::length)
                                .sum()
                        < acknowledged.getOrDefault(node, 0L)) {
            throw new AssertionError(node + " lost acknowledged blocks");
        }
        checkTwins(node);
    }

    private void restart(SimNode node) {
        outcome.restarts++;
        closeWatchers(node);
        held.removeIf(each -> each.node() == node);
        node.stop();
        node.start();
        trace.add(node + " restarts");
    }

    private void closeWatchers(SimNode node) {
        watchers.removeIf(watcher -> {
            if (watcher.isOf(node)) {
                watcher.close();
                return true;
            }
            return false;
        });
    }

    private void changeCode(SimNode node) {
        Code kind = random.pick(List.of(Code.values()));
        int what = random.below(4);
        if (what == 0 || kind == Code.OBJECT || kind == Code.TEXT || kind == Code.CHESS) {
            boolean away = what == 0 || random.chance(0.4);
            node.install(kind, away ? null : SimNode.machine(kind, NumbersMachine.Edition.NEW), random.chance(0.5));
            trace.add(node + (away ? " loses " : " gets ") + kind);
        } else {
            install(node, kind, random.pick(List.of(NumbersMachine.Edition.values())));
        }
    }

    private void install(SimNode node, Code kind, NumbersMachine.Edition edition) {
        node.install(kind, SimNode.machine(kind, edition), random.chance(0.5));
        trace.add(node + " gets " + kind + " " + edition);
    }

    private void hold(SimNode node) {
        if (node.hasParty() && held.size() < 10) {
            View view = node.party().view();
            held.add(new Held(node, view, Snapshot.tree(view), Snapshot.states(view)));
        }
        checkHeld();
    }

    private void checkHeld() {
        for (Held each : held) {
            same("a view changed", each.tree(), Snapshot.tree(each.view()));
            Map<ItemId, String> now = Snapshot.states(each.view());
            // An item at rest is read by the code that is installed now, if there is any.
            each.states().forEach((id, state) -> {
                if (!state.contains(" DORMANT ") && !String.valueOf(now.get(id)).contains(" DORMANT ")) {
                    same("a view changed", state, String.valueOf(now.get(id)));
                }
            });
        }
    }

    private void watch(SimNode node) {
        if (node.hasParty() && watchers.size() < 8) {
            Query query = random.pick(
                    Query.all(),
                    Query.all().deleted(Query.Deleted.SHOW),
                    Query.all().deleted(Query.Deleted.ONLY),
                    Query.all().roots(),
                    Query.all().type("a"),
                    Query.all().type("b").where(Conditions.greater("size", 2)),
                    Query.all().where(Conditions.has("n")),
                    Query.all().kind(Query.Kind.LINKS));
            watchers.add(new Watcher(node, query));
        }
    }

    private void checkTwins(SimNode node) {
        if (!node.hasParty() || twin == null || otherTwin == null) {
            return;
        }
        View view = node.party().view();
        Optional<Item> one = view.item(twin);
        Optional<Item> other = view.item(otherTwin);
        if (one.isPresent() != other.isPresent()
                || (one.isPresent() && one.get().mutations() != other.get().mutations())) {
            throw new AssertionError(node + " shows half a batch");
        }
    }

    private void gossip() {
        SimNode from = random.pick(nodes);
        SimNode to = random.pick(nodes);
        if (from != to) {
            network.sync(from, to, false);
        }
    }

    /** Everything heals; after a bounded number of rounds all have everything. */
    private void converge() {
        network.healAll();
        trace.add("all heals");
        for (SimNode node : nodes) {
            if (!node.hasParty()) {
                node.join(nodes.get(0).party().ticket());
            }
            if (nodes.get(0)
                    .party()
                    .roster()
                    .member(node.identity.identityKey())
                    .isEmpty()) {
                nodes.get(0)
                        .party()
                        .admitMember(node.identity.identityKey(), Role.WRITER)
                        .await();
            }
        }
        while (!isConverged()) {
            if (++outcome.rounds > ROUNDS) {
                throw new AssertionError("not converged after " + ROUNDS + " rounds");
            }
            for (SimNode from : nodes) {
                for (SimNode to : nodes) {
                    if (from != to) {
                        network.sync(from, to, random.chance(0.7));
                    }
                }
            }
            scheduler.runFor(Duration.ofSeconds(2));
            checkFailures();
        }
        scheduler.runUntilIdle();
        outcome.messages = network.messages();
        checkFailures();
        network.check();
        nodes.forEach(this::checkTwins);
        checkHeld();
        for (Watcher watcher : watchers) {
            same(
                    "live query " + watcher.query(),
                    watcher.fresh().toString(),
                    watcher.result().toString());
        }
    }

    private boolean isConverged() {
        Map<?, Long> first = nodes.get(0).feeds().lengths();
        for (SimNode node : nodes) {
            boolean isDone = node.party().feeds().stream()
                    .allMatch(feed -> feed.length() == feed.processed() && feed.length() == feed.synced());
            if (!isDone || !node.feeds().lengths().equals(first)) {
                return false;
            }
        }
        return first.size() == nodes.size();
    }

    /** What does not depend on code is the same everywhere; what does is what the oracle says of that code. */
    private void compareLikeCode() {
        SimNode first = nodes.get(0);
        String structure = Snapshot.structure(first.party(), first.feeds());
        Oracle oracle = new Oracle(first.party().roster(), first.feeds());
        outcome.items = oracle.items();
        outcome.mutations = oracle.mutations();
        for (SimNode node : nodes) {
            same(node + " and " + first, structure, Snapshot.structure(node.party(), node.feeds()));
            compareWithOracle(node, oracle);
            if (!node.party().rejections().isEmpty()) {
                throw new AssertionError("rejections: " + node.party().rejections());
            }
        }
    }

    private void compareWithOracle(SimNode node, Oracle oracle) {
        View view = node.party().view();
        if (view.size() != oracle.items()) {
            throw new AssertionError(node + " has " + view.size() + " items of " + oracle.items());
        }
        for (ItemId id : oracle.ids()) {
            Item item = view.item(id).orElseThrow();
            same(
                    node + ": place of " + id,
                    oracle.place(id),
                    "parent " + item.parent() + " deleted " + item.isDeleted() + " visible " + item.isVisible());
            String state = item.id() + " " + item.status() + " " + item.mutations() + " "
                    + item.stateHash().map(org.dxos.base.Hash::hex).orElse("-");
            same(node + ": state of " + item.model(), oracle.state(id, node.code.values()), state);
            outcome.faulted += item.status() == Status.FAULTED ? 1 : 0;
            outcome.outdated += item.status() == Status.OUTDATED ? 1 : 0;
            outcome.dormant += item.status() == Status.DORMANT ? 1 : 0;
        }
    }

    private void compareWithRestarted() {
        SimNode node = random.pick(nodes);
        String before = Snapshot.of(node.party(), node.feeds());
        closeWatchers(node);
        held.removeIf(each -> each.node() == node);
        node.stop();
        node.start();
        scheduler.runUntilIdle();
        same(node + " after a restart", before, Snapshot.of(node.party(), node.feeds()));
    }

    private void compareWithSameCode() {
        for (SimNode node : nodes) {
            for (Code kind : Code.values()) {
                install(node, kind, NumbersMachine.Edition.NEW);
            }
        }
        scheduler.runUntilIdle();
        SimNode first = nodes.get(0);
        String all = Snapshot.of(first.party(), first.feeds());
        for (SimNode node : nodes) {
            same(node + " and " + first + " with the same code", all, Snapshot.of(node.party(), node.feeds()));
            if (node.party().view().select(Query.all().deleted(Query.Deleted.SHOW)).stream()
                    .anyMatch(item -> item.status() != Status.LIVE)) {
                throw new AssertionError("an item of " + node + " is not live");
            }
        }
        trace.add("state " + org.dxos.base.Hash.of("test", org.dxos.base.Bytes.utf8(all)));
        for (Watcher watcher : watchers) {
            same(
                    "live query " + watcher.query(),
                    watcher.fresh().toString(),
                    watcher.result().toString());
        }
        checkFailures();
    }

    private void checkFailures() {
        for (SimNode node : nodes) {
            if (!node.failures.isEmpty()) {
                throw new AssertionError("a failure in " + node, node.failures.get(0));
            }
            if (node.hasParty() && node.party().info().state() != org.dxos.echo.PartyInfo.State.OPEN) {
                throw new AssertionError(node + " is " + node.party().info());
            }
        }
    }

    /** An ASCII drawing of the feeds. */
    String drawing() {
        StringBuilder text = new StringBuilder();
        for (SimNode node : nodes) {
            node.openFeeds().ifPresent(feeds -> {
                text.append(node).append(" ").append(node.code.values()).append('\n');
                node.party().feeds().stream()
                        .sorted(java.util.Comparator.comparing(org.dxos.echo.FeedInfo::key))
                        .forEach(feed -> text.append(feed.own() ? "  *" : "   ")
                                .append(feed.key().hex(), 0, 8)
                                .append(" ")
                                .append("#".repeat((int) feed.processed()))
                                .append(".".repeat((int) (feed.length() - feed.processed())))
                                .append("\n"));
            });
        }
        return text.toString();
    }

    static void same(String what, String expected, String actual) {
        if (expected.equals(actual)) {
            return;
        }
        String[] left = expected.split("\n");
        String[] right = actual.split("\n");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            String one = i < left.length ? left[i] : "(nothing)";
            String other = i < right.length ? right[i] : "(nothing)";
            if (!one.equals(other)) {
                throw new AssertionError(what + " differ:\n  " + one + "\n  " + other);
            }
        }
    }
}
