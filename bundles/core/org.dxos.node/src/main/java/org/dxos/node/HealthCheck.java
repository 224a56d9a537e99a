package org.dxos.node;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One question about the node's health, asked from time to time. Register it as a service; its name is the service property
 * {@code dxos.health}. It must return within a second or two and may be called from any thread.
 */
@ConsumerType
public interface HealthCheck {
    /** The service property that names the check. */
    String NAME = "dxos.health";

    /** How things stand now. What is thrown counts as {@link HealthResult.Status#DOWN}. */
    HealthResult check();
}
