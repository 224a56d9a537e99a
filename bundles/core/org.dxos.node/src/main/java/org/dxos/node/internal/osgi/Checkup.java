package org.dxos.node.internal.osgi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.node.Health;
import org.dxos.node.HealthCheck;
import org.dxos.node.HealthResult;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all health checks at once, each on a thread of its own. */
@Component(immediate = true)
public final class Checkup implements Health {
    private static final Logger LOG = LoggerFactory.getLogger(Checkup.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int THREADS = 8;

    private final Map<HealthCheck, String> checks = new ConcurrentHashMap<>();
    private final SystemScheduler threads =
            new SystemScheduler("health", THREADS, failure -> LOG.warn("a health check failed unexpectedly", failure));

    @Activate
    public Checkup() {}

    @Deactivate
    public void close() {
        threads.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(HealthCheck check, Map<String, Object> properties) {
        Object name = properties.get(HealthCheck.NAME);
        checks.put(check, name == null ? check.getClass().getName() : name.toString());
    }

    void removeCheck(HealthCheck check) {
        checks.remove(check);
    }

    @Override
    public List<Report> check() {
        long begin = threads.clock().nanos();
        Map<String, CompletableFuture<Report>> running = new TreeMap<>();
        checks.forEach((check, name) -> running.put(name, start(name, check)));
        List<Report> reports = new ArrayList<>();
        running.forEach((name, report) -> reports.add(await(name, report, begin)));
        return reports;
    }

    private CompletableFuture<Report> start(String name, HealthCheck check) {
        CompletableFuture<Report> report = new CompletableFuture<>();
        threads.execute(() -> {
            long begin = threads.clock().nanos();
            HealthResult result;
            try {
                result = check.check();
            } catch (Throwable t) {
                result = HealthResult.down("the check itself failed: " + t);
            }
            report.complete(new Report(name, result, threads.clock().since(begin)));
        });
        return report;
    }

    private Report await(String name, CompletableFuture<Report> report, long begin) {
        try {
            Duration left = LIMIT.minus(threads.clock().since(begin));
            return report.get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Report(name, HealthResult.down("no answer within " + LIMIT.toSeconds() + " s"), LIMIT);
        } catch (ExecutionException e) {
            return new Report(
                    name,
                    HealthResult.down(String.valueOf(e.getCause())),
                    threads.clock().since(begin));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Report(
                    name, HealthResult.down("interrupted"), threads.clock().since(begin));
        }
    }
}
