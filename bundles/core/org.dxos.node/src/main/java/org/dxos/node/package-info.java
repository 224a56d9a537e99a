/**
 * What a node tells about itself and lets be changed: deploy verdicts, health, configuration, logging, and the process. All of
 * it is found as services; {@link org.dxos.node.HealthCheck} is the one that other bundles provide.
 */
@NullMarked
@Export
@Version("1.1.0")
package org.dxos.node;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
