package org.dxos.itests.probe;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.dxos.echo.EchoException;
import org.dxos.echo.Item;
import org.dxos.echo.Query;
import org.dxos.echo.Subscription;
import org.dxos.echo.model.Receipt;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Class loaders of bundles, held weakly, and one facade of a third party's, held until it is tried. */
final class Loaders {
    private static final int COLLECTIONS = 20;
    private static final int RENEWALS = 5;

    private final BundleContext context;
    private final List<Watched> watched = new ArrayList<>();
    private @Nullable Object facade;

    private record Watched(String name, WeakReference<ClassLoader> loader) {}

    Loaders(BundleContext context) {
        this.context = context;
    }

    String watch(String symbolicName) {
        Bundle bundle = bundle(symbolicName);
        String name = symbolicName + " " + bundle.getVersion();
        watched.add(new Watched(
                name, new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader())));
        return "watching " + name;
    }

    /** Softly reachable ones count as alive: they would be for hours. */
    String alive() {
        for (int i = 0; i < COLLECTIONS && watched.stream().anyMatch(Loaders::isAlive); i++) {
            System.gc();
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return "alive: "
                + watched.stream().filter(Loaders::isAlive).map(Watched::name).collect(Collectors.joining(", "));
    }

    private static boolean isAlive(Watched one) {
        return one.loader.get() != null;
    }

    String hold(String symbolicName, Ledgers ledgers) throws ReflectiveOperationException {
        Class<?> type = bundle(symbolicName).loadClass("com.example.ledger.LedgerItem");
        facade = ledgers.party().item(ledgers.ids().get(0), type);
        return "held; balance " + type.getMethod("balance").invoke(facade);
    }

    String stale() throws ReflectiveOperationException {
        Object held = facade;
        facade = null;
        String written = outcome(() -> ((Receipt) held.getClass()
                        .getMethod("deposit", long.class, String.class)
                        .invoke(held, 1L, "stale"))
                .await());
        String computed = outcome(() -> ((Receipt) held.getClass()
                        .getMethod("withdraw", long.class, String.class)
                        .invoke(held, 1L, "stale"))
                .await());
        String read = outcome(() -> held.getClass().getMethod("balance").invoke(held));
        return "deposit " + written + ", withdraw " + computed + ", balance " + read;
    }

    /** A call by reflection. */
    private interface Call {
        void run() throws ReflectiveOperationException;
    }

    private static String outcome(Call call) throws ReflectiveOperationException {
        try {
            call.run();
            return "done";
        } catch (EchoException e) {
            return e.code().toString();
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof EchoException echo
                    ? echo.code().toString()
                    : e.getCause().toString();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    String renew(String symbolicName, Ledgers.Used used, String words) throws Exception {
        Bundle bundle = bundle(symbolicName);
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        try (Subscription ignored =
                used.party().observe(Query.all(), update -> update.changed().forEach(Item::render))) {
            used.write(words);
            for (int i = 0; i < RENEWALS; i++) {
                String before = used.item().stateHash().orElseThrow().toString();
                watch(symbolicName);
                bundle.update();
                CountDownLatch done = new CountDownLatch(1);
                wiring.refreshBundles(Set.of(bundle), event -> done.countDown());
                done.await();
                String after = used.item().stateHash().map(Object::toString).orElse("none");
                if (!after.equals(before)) {
                    throw new IllegalStateException("update " + i + " changed the state: " + used.item());
                }
                used.write(words);
            }
        }
        return "mutations: " + used.item().mutations();
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
