package org.dxos.node.internal.osgi;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.node.Deployment;
import org.dxos.node.Deployments;
import org.dxos.node.Policy;
import org.dxos.node.Suggestion;
import org.dxos.node.Verdict;
import org.dxos.node.internal.deploy.JarLimits;
import org.dxos.node.internal.deploy.StatusFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the deploy folder from one thread, to which all its state is confined: notices files, waits until they are stable,
 * and hands them to the {@link Judge}. Begins once the framework has started, so that no bundle in the folder can hold up the
 * start.
 */
@Component(immediate = true, configurationPid = "org.dxos.node.deploy")
@Designate(ocd = DeployConfig.class)
public final class DeployFolder implements Deployments, BundleListener, ServiceListener, FrameworkListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration SLOW_POLL = Duration.ofSeconds(1);
    /** A file that ends like a jar is taken to be whole after this time without change. */
    private static final Duration QUIET = Duration.ofMillis(100);
    /** One that does not may still be on its way. */
    private static final Duration HALF_COPIED = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BundleContext context;
    private final Bundle framework;
    private final Path folder;
    private final Policy policy;
    private final SystemScheduler thread;
    private final WatchService watch;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Judge judge;
    private final List<CompletableFuture<Void>> scans = new ArrayList<>();
    private volatile List<Deployment> published = List.of();
    private volatile boolean dirty;
    private volatile boolean started;
    private long scannedAt;

    @Activate
    public DeployFolder(BundleContext context, DeployConfig config, @Reference ServiceComponentRuntime runtime)
            throws IOException {
        this.context = context;
        this.framework = context.getBundle(0);
        HomeFolder home = HomeFolder.of(context);
        this.folder = home.deploy();
        Files.createDirectories(folder);
        this.policy = policy(config.policy(), home.profile());
        this.thread = new SystemScheduler(
                "deploy", 1, failure -> LOG.error("the deploy folder could not be looked at", failure));
        JarLimits limits = JarLimits.DEFAULT;
        this.judge = new Judge(
                context,
                runtime,
                home,
                policy,
                new JarLimits(
                        (long) config.maxSize() << 20,
                        limits.unpackedBytes(),
                        limits.ratio(),
                        limits.entries(),
                        limits.manifestBytes()),
                Duration.ofMillis(config.startLimit()),
                thread,
                entries,
                this::publish);
        this.watch = folder.getFileSystem().newWatchService();
        folder.register(
                watch,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        context.addBundleListener(this);
        context.addServiceListener(this);
        context.addFrameworkListener(this);
        if (policy == Policy.ALLOW) {
            LOG.warn("bundles dropped into {} run without approval (profile {})", folder, home.profile());
        }
        if (framework.getState() == Bundle.ACTIVE) {
            begin();
        }
    }

    private static Policy policy(String configured, String profile) {
        return switch (configured.toLowerCase(Locale.ROOT)) {
            case "deny" -> Policy.DENY;
            case "allow" -> Policy.ALLOW;
            case "profile" -> profile.equals("development") ? Policy.ALLOW : Policy.ASK;
            default -> Policy.ASK;
        };
    }

    @Deactivate
    public void close() throws IOException {
        context.removeBundleListener(this);
        context.removeServiceListener(this);
        context.removeFrameworkListener(this);
        thread.close();
        judge.close();
        watch.close();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        dirty = true;
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        dirty = true;
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            begin();
        }
    }

    private void begin() {
        thread.execute(() -> {
            if (!started) {
                started = true;
                judge.adopt();
                scannedAt = thread.clock().nanos() - SLOW_POLL.toNanos();
                tick();
            }
        });
    }

    private void tick() {
        if (framework.getState() == Bundle.STOPPING) {
            return;
        }
        try {
            boolean slow = thread.clock().since(scannedAt).compareTo(SLOW_POLL) >= 0;
            boolean pending = entries.values().stream().anyMatch(entry -> entry.pending);
            if (changed() || pending || slow || !scans.isEmpty()) {
                scannedAt = thread.clock().nanos();
                look();
            }
            if (dirty || slow) {
                dirty = false;
                judge.recheck();
            }
            finishScans();
        } catch (IOException e) {
            LOG.error("cannot look at the deploy folder {}: {}", folder, e.toString());
        } finally {
            thread.schedule(TICK, this::tick);
        }
    }

    private boolean changed() {
        boolean any = false;
        for (WatchKey key = watch.poll(); key != null; key = watch.poll()) {
            key.pollEvents();
            key.reset();
            any = true;
        }
        return any;
    }

    private void look() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path file : stream) {
                if (isForUs(file.getFileName().toString())) {
                    files.put(file.getFileName().toString(), file);
                }
            }
        }
        List<Entry> gone = entries.values().stream()
                .filter(entry -> !files.containsKey(entry.file) && !entry.busy)
                .toList();
        gone.forEach(judge::remove);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            try {
                look(file.getKey(), file.getValue());
            } catch (NoSuchFileException e) {
                LOG.debug("{} went away while it was looked at", file.getKey());
            }
        }
    }

    private static boolean isForUs(String name) {
        return !name.startsWith(".")
                && !name.endsWith(StatusFile.SUFFIX)
                && !name.matches("(?i).*(\\.(part|tmp|filepart|crdownload|swp)|~)");
    }

    private void look(String name, Path file) throws IOException {
        Entry entry = entries.computeIfAbsent(name, Entry::new);
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Entry.Stamp stamp = Entry.Stamp.of(attributes);
        long now = thread.clock().nanos();
        if (!stamp.equals(entry.stamp)) {
            entry.stamp = stamp;
            entry.changedAt = now;
            entry.pending = true;
            if (entry.deployment.isEmpty()) {
                judge.checking(entry, "waiting until it is copied whole");
            }
        }
        if (!entry.pending || entry.busy) {
            return;
        }
        Duration quiet = thread.clock().since(entry.changedAt);
        boolean whole = attributes.isDirectory() || !name.endsWith(".jar") || looksWhole(file, attributes.size());
        if (quiet.compareTo(whole ? QUIET : HALF_COPIED) >= 0) {
            entry.pending = false;
            judge.judge(entry, file, attributes.isDirectory());
        }
    }

    private static boolean looksWhole(Path file, long size) throws IOException {
        return size > 0 && org.dxos.node.internal.deploy.Staging.endsLikeJar(file);
    }

    private void finishScans() {
        boolean settled = entries.values().stream()
                .noneMatch(entry -> entry.pending
                        || entry.busy
                        || entry.deployment
                                .filter(deployment -> deployment.verdict() == Verdict.CHECKING)
                                .isPresent());
        if (settled && !scans.isEmpty()) {
            scans.forEach(scan -> scan.complete(null));
            scans.clear();
        }
    }

    private void publish() {
        published = entries.values().stream()
                .flatMap(entry -> entry.deployment.stream())
                .toList();
    }

    @Override
    public List<Deployment> list() {
        return published;
    }

    @Override
    public Optional<Deployment> find(String file) {
        return published.stream()
                .filter(deployment -> deployment.file().equals(file))
                .findFirst();
    }

    @Override
    public Optional<Deployment> approve(String file) {
        return on(() -> Optional.ofNullable(entries.get(file)).map(entry -> judge.decide(entry, true)));
    }

    @Override
    public Optional<Deployment> deny(String file) {
        return on(() -> Optional.ofNullable(entries.get(file)).map(entry -> judge.decide(entry, false)));
    }

    @Override
    public List<Suggestion> suggest(String type) {
        return on(() -> judge.suggest(type));
    }

    @Override
    public void scan() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> scans.add(done));
        await(done);
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public Path folder() {
        return folder;
    }

    private <T> T on(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the deploy folder does not come to rest within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
