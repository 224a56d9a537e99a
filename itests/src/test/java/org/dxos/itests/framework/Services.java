package org.dxos.itests.framework;

import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** What a test inside the framework asks of it. */
final class Services {
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long PAUSE_MILLIS = 10;

    private final BundleContext context;

    Services(BundleContext context) {
        this.context = context;
    }

    /** Waits for a service and gives its object. */
    <T> T await(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(PATIENCE_MILLIS);
            assertTrue("no service " + type.getName(), service != null);
            return service;
        } finally {
            tracker.close();
        }
    }

    /** The references of a type by its name, so that the tests need not be wired to its package. */
    List<ServiceReference<?>> find(String type, String filter) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(type, filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }

    /** The service.id of the only service of a type. */
    long id(String type) {
        List<ServiceReference<?>> found = find(type, null);
        assertTrue("one " + type + " expected, there are " + found, found.size() == 1);
        return (Long) found.get(0).getProperty(Constants.SERVICE_ID);
    }

    Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    /** Wires those anew who used what was uninstalled; returns once that is done. */
    void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(Set.of(bundle), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        assertTrue("the bundles were not wired anew", done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Waits until something holds that other threads bring about; fails when it does not come. */
    static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
        for (long waited = 0; !condition.getAsBoolean(); waited += PAUSE_MILLIS) {
            assertTrue("it never came true that " + what, waited < PATIENCE_MILLIS);
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
