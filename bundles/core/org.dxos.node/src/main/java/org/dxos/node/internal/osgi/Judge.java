package org.dxos.node.internal.osgi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.Hash;
import org.dxos.base.loop.Scheduler;
import org.dxos.node.Deployment;
import org.dxos.node.Missing;
import org.dxos.node.Policy;
import org.dxos.node.Suggestion;
import org.dxos.node.Verdict;
import org.dxos.node.internal.deploy.Approvals;
import org.dxos.node.internal.deploy.JarCheck;
import org.dxos.node.internal.deploy.JarLimits;
import org.dxos.node.internal.deploy.RejectedException;
import org.dxos.node.internal.deploy.Signers;
import org.dxos.node.internal.deploy.SoundJar;
import org.dxos.node.internal.deploy.Staging;
import org.dxos.node.internal.deploy.StatusFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reaches the verdict on each file and carries it out. Confined to the deploy folder's thread. */
final class Judge {
    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);
    private static final Duration REMOVE_LIMIT = Duration.ofSeconds(5);

    private final Path folder;
    private final Policy policy;
    private final Duration startLimit;
    private final Scheduler thread;
    private final Map<String, Entry> entries;
    private final Runnable publish;
    private final Staging staging;
    private final JarCheck check;
    private final Approvals approvals;
    private final Signers signers;
    private final CrashMark crashMark;
    private final KnownBundles library;
    private final Deployer deployer;
    private final ServiceComponentRuntime runtime;

    Judge(
            BundleContext context,
            ServiceComponentRuntime runtime,
            HomeFolder home,
            Policy policy,
            JarLimits limits,
            Duration startLimit,
            Scheduler thread,
            Map<String, Entry> entries,
            Runnable publish)
            throws IOException {
        this.folder = home.deploy();
        this.policy = policy;
        this.startLimit = startLimit;
        this.thread = thread;
        this.entries = entries;
        this.publish = publish;
        this.runtime = runtime;
        this.staging = new Staging(home.home().resolve("cache/staging"), limits.fileBytes());
        this.check = new JarCheck(limits, Runtime.version().feature());
        this.approvals = new Approvals(home.conf().resolve("deploy.decisions"));
        this.signers = new Signers(home.conf().resolve("signers"), thread.clock());
        this.crashMark = CrashMark.read(home.home().resolve("cache/deploy.starting"));
        this.library = KnownBundles.read(home.distribution().map(path -> path.resolve("library")), check);
        this.deployer = new Deployer(context.getBundle(0).getBundleContext());
    }

    /** Uninstalls what an earlier instance of this component left in the framework. */
    void adopt() {
        deployer.leftBehind().forEach(bundle -> remove("left from before", bundle));
    }

    /** What was being started did not bring the process down: the node ends in good order. */
    void close() {
        crashMark.clear();
    }

    void checking(Entry entry, String reason) {
        settle(entry, Verdict.CHECKING, reason, List.of());
    }

    /** Reads the file as it is now and decides. */
    void judge(Entry entry, Path file, boolean isFolder) {
        entry.hash = Optional.empty();
        entry.jar = Optional.empty();
        try {
            if (isFolder) {
                throw new RejectedException("a folder, not a jar");
            }
            if (!entry.file.endsWith(".jar")) {
                throw new RejectedException("not a bundle: its name does not end in .jar");
            }
            Staging.Copy copy = staging.copy(file);
            try {
                entry.hash = Optional.of(copy.hash());
                SoundJar jar = check.check(copy.path());
                entry.jar = Optional.of(jar);
                decide(entry, jar, copy);
            } finally {
                staging.discard(copy);
            }
        } catch (RejectedException e) {
            settle(entry, Verdict.REJECTED, e.reason(), List.of());
            reconsiderOthers(entry);
        } catch (NoSuchFileException e) {
            LOG.debug("{} went away while it was judged", entry.file);
        } catch (IOException e) {
            settle(entry, Verdict.REJECTED, "it cannot be read: " + e, List.of());
        }
    }

    private void decide(Entry entry, SoundJar jar, Staging.Copy copy) throws RejectedException, IOException {
        if (approvals.isDenied(copy.hash())) {
            throw new RejectedException("somebody denied it; deploy:approve " + entry.file + " takes that back");
        }
        if (deployer.isOwn(jar.bundle().symbolicName())) {
            throw new RejectedException("duplicate: " + jar.bundle().symbolicName() + " belongs to the distribution");
        }
        if (jar.host().isPresent() && deployer.isOwn(jar.host().get())) {
            throw new RejectedException("a fragment of " + jar.host().get() + ", which belongs to the distribution");
        }
        Optional<String> own =
                jar.exports().keySet().stream().filter(deployer::isOwnPackage).findFirst();
        if (own.isPresent()) {
            throw new RejectedException("it exports " + own.get() + ", a package of the distribution");
        }
        checkRival(entry, jar);
        if (crashMark.names(copy.hash()) && !approvals.isApproved(copy.hash())) {
            settle(
                    entry,
                    Verdict.FAILED,
                    "the node ended while this was starting; deploy:approve " + entry.file + " tries again",
                    List.of());
            return;
        }
        boolean trusted = policy == Policy.ALLOW || signers.approve(jar) || approvals.isApproved(copy.hash());
        if (!trusted && policy == Policy.DENY) {
            throw new RejectedException("no approved signer signed it, and the policy is deny");
        }
        if (!trusted) {
            Missing approval = new Missing(Missing.Kind.APPROVAL, "deploy:approve " + entry.file, List.of());
            String by = jar.signer()
                    .map(name -> "signed by " + name + ", who is not approved")
                    .orElse("unsigned");
            settle(entry, Verdict.WAITING, by + ": somebody has to approve it", List.of(approval));
            return;
        }
        if (entry.runsBytes(copy.hash())) {
            recheck(entry);
        } else {
            deploy(entry, copy);
        }
    }

    /** One name runs once: the higher version of two files does, and the first of two equal ones. */
    private void checkRival(Entry entry, SoundJar jar) throws RejectedException {
        for (Entry other : entries.values()) {
            if (other == entry || other.bundle == null || other.jar.isEmpty()) {
                continue;
            }
            SoundJar rival = other.jar.get();
            if (!rival.bundle().symbolicName().equals(jar.bundle().symbolicName())) {
                continue;
            }
            int order = Version.parseVersion(jar.bundle().version())
                    .compareTo(Version.parseVersion(rival.bundle().version()));
            if (order == 0) {
                throw new RejectedException(
                        "duplicate: " + other.file + " has the same name and version, " + rival.bundle());
            }
            if (order < 0) {
                throw new RejectedException("outdated: " + other.file + " has the newer version " + rival.bundle());
            }
            Bundle replaced = other.bundle;
            forget(other);
            settle(
                    other,
                    Verdict.REJECTED,
                    "outdated: " + entry.file + " has the newer version " + jar.bundle(),
                    List.of());
            remove(other.file, replaced);
        }
    }

    private void deploy(Entry entry, Staging.Copy copy) {
        Bundle present = entry.bundle;
        Hash hash = copy.hash();
        var content = copy.content();
        entry.installed = Optional.of(hash);
        work(entry, hash, () -> {
            boolean renamed = present != null
                    && !entry.jar
                            .map(jar -> jar.bundle().symbolicName())
                            .orElse("")
                            .equals(present.getSymbolicName());
            if (renamed && present != null) {
                deployer.remove(present);
            }
            Bundle bundle = deployer.put(entry.file, renamed ? null : present, content);
            thread.execute(() -> entry.bundle = bundle);
            deployer.start(bundle);
            return bundle;
        });
    }

    private void work(Entry entry, Hash hash, Bounded.Task<Bundle> task) {
        entry.busy = true;
        entry.leftThreads = List.of();
        entry.census = new ThreadCensus();
        crashMark.set(hash);
        settle(entry, Verdict.CHECKING, "starting", List.of());
        Bounded.run("deploy-" + entry.file, startLimit, task, thread, new Bounded.Outcome<>() {
            @Override
            public void done(Bundle bundle) {
                end();
                entry.bundle = bundle;
                recheck(entry);
            }

            @Override
            public void failed(Throwable thrown) {
                end();
                settle(entry, Verdict.FAILED, firstCause(thrown), List.of());
            }

            @Override
            public void late() {
                end();
                settle(
                        entry,
                        Verdict.FAILED,
                        "its activator did not return within " + startLimit.toMillis()
                                + " ms; the node does not wait for it",
                        List.of());
            }

            private void end() {
                entry.busy = false;
                crashMark.clear(hash);
            }
        });
    }

    private static String firstCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    void recheck() {
        for (Entry entry : List.copyOf(entries.values())) {
            if (!entry.busy && entry.bundle != null && isOpen(entry)) {
                recheck(entry);
            }
        }
    }

    /** A failed bundle is not tried again before its file changes; a rejected or unapproved one is none of the framework's. */
    private static boolean isOpen(Entry entry) {
        return entry.deployment
                .filter(deployment -> deployment.verdict() == Verdict.STARTED
                        || deployment.verdict() == Verdict.CHECKING
                        || (deployment.verdict() == Verdict.WAITING
                                && deployment.missing().stream()
                                        .noneMatch(missing -> missing.kind() == Missing.Kind.APPROVAL)))
                .isPresent();
    }

    private void recheck(Entry entry) {
        Bundle bundle = entry.bundle;
        if (bundle == null || entry.hash.isEmpty()) {
            return;
        }
        switch (bundle.getState()) {
            case Bundle.INSTALLED -> {
                if (deployer.isResolved(bundle)) {
                    startAgain(entry, bundle);
                } else {
                    unresolved(entry, bundle);
                }
            }
            case Bundle.RESOLVED -> {
                if (entry.jar.flatMap(SoundJar::host).isPresent()) {
                    settle(entry, Verdict.STARTED, "attached to its host", List.of());
                } else {
                    startAgain(entry, bundle);
                }
            }
            case Bundle.ACTIVE -> running(entry, bundle);
            default -> {
                // on its way to another state, which will be noticed
            }
        }
    }

    private void startAgain(Entry entry, Bundle bundle) {
        work(entry, entry.hash.orElseThrow(), () -> {
            deployer.start(bundle);
            return bundle;
        });
    }

    private void unresolved(Entry entry, Bundle bundle) {
        List<Missing> missing = Needs.of(bundle, deployer.wiring(), known(entry));
        Optional<Missing> java = missing.stream().filter(Needs::isJava).findFirst();
        if (java.isPresent()) {
            settle(
                    entry,
                    Verdict.REJECTED,
                    "it needs a newer Java: " + java.get().what(),
                    List.of());
        } else if (missing.isEmpty()) {
            settle(entry, Verdict.WAITING, deployer.resolverWords(bundle), List.of());
        } else {
            settle(entry, Verdict.WAITING, words(missing), missing);
        }
    }

    private static String words(List<Missing> missing) {
        String first = "missing " + missing.get(0);
        return missing.size() == 1 ? first : first + " and " + (missing.size() - 1) + " more";
    }

    private void running(Entry entry, Bundle bundle) {
        if (entry.census != null) {
            entry.leftThreads = entry.census.startedBy(bundle);
        }
        ComponentNeeds needs = ComponentNeeds.of(bundle, runtime, known(entry));
        if (needs.failure().isPresent()) {
            settle(entry, Verdict.FAILED, needs.failure().get(), List.of());
        } else if (needs.missing().isEmpty()) {
            settle(entry, Verdict.STARTED, "runs", List.of());
        } else {
            settle(entry, Verdict.WAITING, words(needs.missing()), needs.missing());
        }
    }

    private KnownBundles known(Entry asking) {
        KnownBundles known = library;
        for (Entry entry : entries.values()) {
            boolean runs = entry.bundle != null && entry.bundle.getState() == Bundle.ACTIVE;
            if (entry != asking && !runs && entry.jar.isPresent()) {
                known = known.with(entry.jar.get(), entry.file);
            }
        }
        return known;
    }

    /** The file is gone: so is its bundle. */
    void remove(Entry entry) {
        entries.remove(entry.file);
        Bundle bundle = entry.bundle;
        forget(entry);
        LOG.info("{} was removed", entry.file);
        try {
            StatusFile.delete(folder, entry.file);
        } catch (IOException e) {
            LOG.warn("cannot delete the status of {}: {}", entry.file, e.toString());
        }
        publish.run();
        if (bundle != null) {
            remove(entry.file, bundle);
        }
        reconsiderOthers(entry);
    }

    private static void forget(Entry entry) {
        entry.bundle = null;
        entry.installed = Optional.empty();
        entry.census = null;
    }

    private void remove(String file, Bundle bundle) {
        Bounded.run(
                "remove-" + file,
                REMOVE_LIMIT,
                () -> {
                    deployer.remove(bundle);
                    return bundle;
                },
                thread,
                new Bounded.Outcome<Bundle>() {
                    @Override
                    public void done(Bundle removed) {
                        LOG.debug("{} was uninstalled", removed);
                    }

                    @Override
                    public void failed(Throwable thrown) {
                        LOG.warn("{} was not uninstalled: {}", file, firstCause(thrown));
                    }

                    @Override
                    public void late() {
                        LOG.warn("{} does not stop; it is left alone until the node is restarted", file);
                    }
                });
    }

    /** A file that had to stand back for this one may have its turn. */
    private void reconsiderOthers(Entry gone) {
        for (Entry other : entries.values()) {
            boolean stoodBack = other.deployment
                    .filter(deployment -> deployment.verdict() == Verdict.REJECTED
                            && (deployment.reason().startsWith("duplicate: " + gone.file + " ")
                                    || deployment.reason().startsWith("outdated: " + gone.file + " ")))
                    .isPresent();
            other.pending |= stoodBack;
        }
    }

    /** Approves or denies the judged bytes of a file. */
    Deployment decide(Entry entry, boolean approve) {
        Hash hash = entry.hash.orElseThrow(
                () -> new IllegalStateException(entry.file + " could not be read, so there is nothing to decide"));
        boolean undecided = entry.deployment
                .filter(deployment -> approvals.isDenied(hash)
                        || crashMark.names(hash)
                        || deployment.missing().stream().anyMatch(m -> m.kind() == Missing.Kind.APPROVAL))
                .isPresent();
        if (approve && !undecided) {
            throw new IllegalStateException(entry.file + " does not wait for approval: "
                    + entry.deployment.map(Deployment::reason).orElse(""));
        }
        try {
            approvals.decide(hash, approve, entry.file);
        } catch (IOException e) {
            throw new UncheckedIOException("the decision could not be written", e);
        }
        Bundle bundle = entry.bundle;
        if (!approve && bundle != null) {
            forget(entry);
            remove(entry.file, bundle);
        }
        Path file = folder.resolve(entry.file);
        judge(entry, file, Files.isDirectory(file));
        return entry.deployment.orElseThrow();
    }

    List<Suggestion> suggest(String type) {
        return known(new Entry("")).providersOf(type);
    }

    private void settle(Entry entry, Verdict verdict, String reason, List<Missing> missing) {
        List<String> remarks = new ArrayList<>();
        if (!entry.leftThreads.isEmpty()) {
            remarks.add("its start left threads running: " + String.join(", ", entry.leftThreads));
        }
        boolean earlierRuns =
                entry.bundle != null && entry.bundle.getState() == Bundle.ACTIVE && !entry.hash.equals(entry.installed);
        if (earlierRuns && entry.bundle != null) {
            remarks.add("the earlier content of this file, version " + entry.bundle.getVersion() + ", still runs");
        }
        Deployment deployment = new Deployment(
                entry.file,
                verdict,
                reason,
                missing,
                remarks,
                entry.jar.map(SoundJar::bundle),
                entry.hash,
                entry.stamp.size(),
                entry.jar.flatMap(SoundJar::signer),
                entry.jar.map(SoundJar::types).orElse(List.of()),
                thread.clock().now());
        if (entry.deployment.filter(before -> same(before, deployment)).isPresent()) {
            return;
        }
        entry.deployment = Optional.of(deployment);
        publish.run();
        if (verdict == Verdict.CHECKING) {
            return;
        }
        LOG.info("{}: {} {}", entry.file, verdict, reason);
        try {
            StatusFile.write(folder, deployment);
        } catch (IOException e) {
            LOG.warn("cannot write the status of {}: {}", entry.file, e.toString());
        }
    }

    private static boolean same(Deployment a, Deployment b) {
        return a.verdict() == b.verdict()
                && a.reason().equals(b.reason())
                && a.missing().equals(b.missing())
                && a.remarks().equals(b.remarks())
                && a.hash().equals(b.hash());
    }
}
