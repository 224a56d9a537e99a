package org.dxos.itests.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.loop.Clock;
import org.dxos.base.loop.Scheduler;
import org.dxos.echo.Party;
import org.dxos.echo.PartyTicket;
import org.dxos.echo.engine.EchoEngine;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.echo.model.StateMachine;
import org.dxos.model.chess.ChessModels;
import org.dxos.model.object.ObjectModels;
import org.dxos.model.text.TextModels;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.MemoryKeyring;
import org.dxos.testkit.SimScheduler;
import org.dxos.testkit.TestIdentity;
import org.jspecify.annotations.Nullable;

/** A whole node without a framework, which can lose its power and its code. */
final class SimNode {
    static final String OBJECT = "dxos.model/object";
    static final String TEXT = "dxos.model/text";
    static final String CHESS = "dxos.model/chess";

    final String name;
    final TestIdentity identity;
    final List<Throwable> failures = new ArrayList<>();
    /** The state machines that are installed, by the type they serve. */
    final Map<Code, StateMachine<?, ?>> code = new EnumMap<>(Code.class);

    private final MemoryKeyring keyring;
    private final SimScheduler scheduler;
    private final Duration ahead;
    private final PartyConfig config;
    private final LogConfig logConfig;
    private FaultyStorage storage = new FaultyStorage();
    private @Nullable Power power;
    private @Nullable EchoEngine echo;
    private @Nullable Party party;

    /** What code a node can have. */
    enum Code {
        OBJECT,
        TEXT,
        CHESS,
        CHAIN,
        LIST,
        BAG
    }

    /** @param ahead by how much its clock is wrong */
    SimNode(String name, SimScheduler scheduler, Duration ahead, PartyConfig config, LogConfig logConfig) {
        this.name = name;
        this.identity = TestIdentity.of(name);
        this.keyring = identity.keyring();
        this.scheduler = scheduler;
        this.ahead = ahead;
        this.config = config;
        this.logConfig = logConfig;
        for (Code each : Code.values()) {
            code.put(each, machine(each, NumbersMachine.Edition.NEW));
        }
    }

    static StateMachine<?, ?> machine(Code code, NumbersMachine.Edition edition) {
        return switch (code) {
            case OBJECT -> ObjectModels.stateMachine();
            case TEXT -> TextModels.stateMachine();
            case CHESS -> ChessModels.stateMachine();
            default -> new NumbersMachine(NumbersMachine.Kind.valueOf(code.name()), edition);
        };
    }

    boolean isUp() {
        return echo != null;
    }

    boolean hasParty() {
        return party != null;
    }

    EchoEngine echo() {
        return java.util.Objects.requireNonNull(echo);
    }

    Party party() {
        return java.util.Objects.requireNonNull(party);
    }

    PartyFeeds feeds() {
        return echo().feeds(party().id()).orElseThrow();
    }

    Optional<PartyFeeds> openFeeds() {
        return echo == null || party == null ? Optional.empty() : Optional.of(feeds());
    }

    void start() {
        Power on = new Power();
        EchoEngine engine = new EchoEngine(new EchoEngine.Parts(
                storage, new LogFeedStore(storage, logConfig), keyring, on, config, failures::add));
        power = on;
        echo = engine;
        engine.add(ObjectModels.model(), "test");
        engine.add(TextModels.model(), "test");
        engine.add(ChessModels.model(), "test");
        for (NumbersMachine.Kind kind : NumbersMachine.Kind.values()) {
            engine.add(new NumbersModel(kind), "test");
        }
        code.values().forEach(machine -> engine.add(machine, "test"));
        List<PartyId> known =
                engine.parties().stream().map(org.dxos.echo.PartyInfo::id).toList();
        party = known.isEmpty() ? null : engine.party(known.get(0));
    }

    void create() {
        party = echo().createParty("home");
    }

    void join(PartyTicket ticket) {
        party = echo().joinParty(ticket);
    }

    /** Ends as a program does that is asked to. */
    void stop() {
        echo().close();
        off();
        storage = storage.restart();
    }

    /** Ends as a machine does that loses its power. */
    void crash(CrashOutcome outcome) {
        off();
        storage = storage.crash(outcome);
    }

    /** Stops, damages what is kept of a feed in its middle, and takes away the snapshots, which would spare reading it. */
    void damage(PartyId id, FeedKey feed) {
        party().flush();
        stop();
        try {
            storage.root().folder("snapshots").delete(id.hex());
        } catch (org.dxos.storage.StorageException e) {
            throw new AssertionError(e);
        }
        String path = storage.sizes().keySet().stream()
                .filter(each -> each.contains(feed.hex()) && storage.sizes().get(each) > 400)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no file of " + feed + " in " + storage.sizes()));
        storage.flip(path, storage.sizes().get(path) / 2, 3);
    }

    private void off() {
        java.util.Objects.requireNonNull(power).isOn = false;
        power = null;
        echo = null;
        party = null;
    }

    /** Puts other code in the place of what is installed. Null takes it away. */
    void install(Code kind, @Nullable StateMachine<?, ?> machine, boolean overlapping) {
        StateMachine<?, ?> before = machine == null ? code.remove(kind) : code.put(kind, machine);
        if (echo == null) {
            return;
        }
        if (machine != null && overlapping) {
            echo.add(machine, "test");
        }
        if (before != null && !echo.remove(before)) {
            throw new AssertionError(name + " did not let go of " + before);
        }
        if (machine != null && !overlapping) {
            echo.add(machine, "test");
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** The scheduler while the power is on: what was planned when it goes does not happen. */
    private final class Power implements Scheduler {
        private boolean isOn = true;

        @Override
        public void execute(Runnable task) {
            scheduler.execute(() -> runIfOn(task));
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return scheduler.schedule(delay, () -> runIfOn(task));
        }

        @Override
        public Clock clock() {
            return scheduler.simClock().skewed(ahead);
        }

        private void runIfOn(Runnable task) {
            if (isOn) {
                task.run();
            }
        }
    }
}
