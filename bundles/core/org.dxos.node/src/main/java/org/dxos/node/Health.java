package org.dxos.node;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Asks every {@link HealthCheck} of the node. Any thread; takes as long as the slowest check, at most five seconds. */
@ProviderType
public interface Health {
    /** The answer of one named check and the time it took. */
    record Report(String name, HealthResult result, Duration took) {}

    /** All answers, sorted by name. A check that is not back in time is reported as down. */
    List<Report> check();

    /** The worst of some answers; {@link HealthResult.Status#OK} when there are none. */
    static HealthResult.Status worst(List<Report> reports) {
        return reports.stream()
                .map(report -> report.result().status())
                .max(java.util.Comparator.naturalOrder())
                .orElse(HealthResult.Status.OK);
    }
}
