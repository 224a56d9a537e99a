package org.dxos.node.internal.osgi;

import java.util.List;
import org.dxos.node.Deployment;
import org.dxos.node.Deployments;
import org.dxos.node.HealthCheck;
import org.dxos.node.HealthResult;
import org.dxos.node.Verdict;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether everything in the deploy folder runs. */
@Component(property = HealthCheck.NAME + "=deploy")
public final class DeployCheck implements HealthCheck {
    private final Deployments deployments;

    @Activate
    public DeployCheck(@Reference Deployments deployments) {
        this.deployments = deployments;
    }

    @Override
    public HealthResult check() {
        List<Deployment> all = deployments.list();
        List<String> idle = all.stream()
                .filter(deployment -> deployment.verdict() != Verdict.STARTED)
                .map(deployment -> deployment.file() + " (" + deployment.verdict() + ": " + deployment.reason() + ")")
                .toList();
        return idle.isEmpty()
                ? HealthResult.ok(all.size() + " files in the deploy folder, all started")
                : HealthResult.warn(String.join("; ", idle));
    }
}
