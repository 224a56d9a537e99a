package org.dxos.node.internal.osgi;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What the deploy folder does to the framework. Each method may block for as long as the bundle at hand likes. */
final class Deployer {
    static final String LOCATION = "deploy:";
    private static final int START_LEVEL = 60;
    private static final long REFRESH_SECONDS = 30;

    private final BundleContext context;
    private final FrameworkWiring wiring;

    /** @param framework the context of the system bundle, so that what is installed outlives an update of this bundle */
    Deployer(BundleContext framework) {
        this.context = framework;
        this.wiring = framework.getBundle().adapt(FrameworkWiring.class);
    }

    /** Installs or updates from exactly these bytes. An update restarts the bundle's dependants and no other bundle. */
    Bundle put(String file, @Nullable Bundle present, Bytes content) throws BundleException, InterruptedException {
        ByteArrayInputStream in = new ByteArrayInputStream(content.toArray());
        if (present == null || present.getState() == Bundle.UNINSTALLED) {
            Bundle bundle = context.installBundle(LOCATION + file, in);
            bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
            return bundle;
        }
        present.stop(Bundle.STOP_TRANSIENT);
        present.update(in);
        refresh(present);
        return present;
    }

    /** Resolves and starts; returns without starting when something it needs is not there. */
    void start(Bundle bundle) throws BundleException {
        if (!wiring.resolveBundles(Set.of(bundle))) {
            return;
        }
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null && bundle.getState() != Bundle.ACTIVE) {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
        }
    }

    /** Stops and uninstalls; those who used its packages are wired anew. */
    void remove(Bundle bundle) throws BundleException, InterruptedException {
        if (bundle.getState() != Bundle.UNINSTALLED) {
            bundle.uninstall();
            refresh(bundle);
        }
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(Set.of(bundle), event -> {
            if (event.getType() == org.osgi.framework.FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the bundles that use it were not wired anew in " + REFRESH_SECONDS + " s");
        }
    }

    /** Whether resolving succeeds now. */
    boolean isResolved(Bundle bundle) {
        return wiring.resolveBundles(Set.of(bundle));
    }

    FrameworkWiring wiring() {
        return wiring;
    }

    /** Why the framework cannot resolve a bundle, in its own words: such as two providers of a package that do not go together. */
    String resolverWords(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "resolved in the meantime";
        } catch (BundleException e) {
            String message = e.getMessage();
            return message == null ? e.toString() : message;
        }
    }

    /** Whether a bundle of the distribution has that name. */
    boolean isOwn(String symbolicName) {
        return own().anyMatch(bundle -> symbolicName.equals(bundle.getSymbolicName()));
    }

    /** Whether the framework or a bundle of the distribution exports that package. */
    boolean isOwnPackage(String name) {
        return own().map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(revision -> revision != null)
                .flatMap(revision -> revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .anyMatch(
                        capability -> name.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
    }

    /** Bundles from the deploy folder that are still installed. */
    List<Bundle> leftBehind() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getLocation().startsWith(LOCATION))
                .toList();
    }

    private Stream<Bundle> own() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !bundle.getLocation().startsWith(LOCATION));
    }
}
