package org.dxos.node.internal.osgi;

import java.util.Arrays;
import java.util.List;
import org.dxos.node.HealthCheck;
import org.dxos.node.HealthResult;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether every bundle of the distribution runs. */
@Component(property = HealthCheck.NAME + "=bundles")
public final class BundlesCheck implements HealthCheck {
    private final BundleContext context;

    @Activate
    public BundlesCheck(BundleContext context) {
        this.context = context;
    }

    @Override
    public HealthResult check() {
        List<Bundle> due = Arrays.stream(context.getBundles())
                .filter(bundle -> !bundle.getLocation().startsWith(Deployer.LOCATION))
                .filter(bundle -> bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null)
                .toList();
        List<String> idle = due.stream()
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName)
                .toList();
        return idle.isEmpty()
                ? HealthResult.ok("all " + due.size() + " bundles of the distribution run")
                : HealthResult.down("not running: " + String.join(", ", idle));
    }
}
