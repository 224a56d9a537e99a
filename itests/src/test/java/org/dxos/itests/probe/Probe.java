package org.dxos.itests.probe;

import java.util.Hashtable;
import java.util.List;
import org.dxos.echo.Echo;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers the commands. Each returns one line, or throws. */
public final class Probe implements BundleActivator {
    private static final List<String> COMMANDS = List.of(
            "found",
            "statuses",
            "hashes",
            "lines",
            "begin",
            "counts",
            "end",
            "check",
            "hold",
            "stale",
            "watch",
            "alive",
            "notes",
            "renew");

    private @Nullable Ledgers ledgers;
    private @Nullable Load load;
    private @Nullable Loaders loaders;
    private @Nullable Notes notes;

    @Override
    public void start(BundleContext context) {
        Echo echo = context.getService(context.getServiceReference(Echo.class));
        ledgers = new Ledgers(echo);
        loaders = new Loaders(context);
        notes = new Notes(context);
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", "probe");
        properties.put("osgi.command.function", COMMANDS.toArray(String[]::new));
        context.registerService(Probe.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) {
        if (load != null) {
            load.end();
        }
    }

    /** Makes the party, some ledgers with some lines, and an object. */
    public String found() {
        return ledgers.found();
    }

    public String statuses() {
        return ledgers.statuses();
    }

    public String lines() {
        return ledgers.lines();
    }

    public String hashes() {
        return ledgers.hashes();
    }

    /** Starts so many writers, and a reader. */
    public String begin(int writers) {
        load = new Load(ledgers, writers);
        return "begun";
    }

    public String counts() {
        return load.counts();
    }

    public String end() {
        load.end();
        return load.counts();
    }

    /** Compares the ledgers with what was acknowledged and refused. */
    public String check() {
        return load.check();
    }

    /** Takes the facade of the first ledger and keeps it. */
    public String hold(String bundle) throws ReflectiveOperationException {
        return loaders.hold(bundle, ledgers);
    }

    /** Writes through the facade that is kept, and lets go of it. */
    public String stale() throws ReflectiveOperationException {
        return loaders.stale();
    }

    /** Remembers, weakly, the class loader that a bundle has now. */
    public String watch(String bundle) {
        return loaders.watch(bundle);
    }

    /** Which of the watched class loaders are reachable still. */
    public String alive() {
        return loaders.alive();
    }

    /** Updates a bundle several times, with an item of its model in use. */
    public String renew(String bundle, String model, String words) throws Exception {
        return loaders.renew(bundle, ledgers.used(model), words);
    }

    /** What happened to bundles since this was last asked. */
    public String notes() {
        return notes.take();
    }
}
