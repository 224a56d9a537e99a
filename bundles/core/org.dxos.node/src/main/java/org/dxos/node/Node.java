package org.dxos.node;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The running process. Any thread. */
@ProviderType
public interface Node {
    /**
     * The node at this moment.
     *
     * @param version of the distribution
     * @param home the folder that holds all of its state
     * @param profile {@code production} or {@code development}
     * @param pid of the process
     * @param started when
     * @param startTime from the start of the process until all bundles were started
     * @param java the virtual machine, in words
     * @param heapUsed bytes of the Java heap in use
     * @param residentMemory bytes of memory the process holds, or -1 where the system does not tell
     * @param threads live ones
     * @param bundlesActive how many bundles run
     * @param bundlesInstalled how many there are
     */
    record Info(
            String version,
            Path home,
            String profile,
            long pid,
            Instant started,
            Duration startTime,
            String java,
            long heapUsed,
            long residentMemory,
            int threads,
            int bundlesActive,
            int bundlesInstalled) {}

    /**
     * One installed bundle.
     *
     * @param id as the framework numbers it
     * @param bundle name and version
     * @param state {@code ACTIVE}, {@code RESOLVED} and so on
     * @param origin {@code system} for a bundle of the distribution, {@code deploy} for one from the deploy folder
     */
    record Installed(long id, BundleName bundle, String state, String origin) {}

    Info info();

    /** All bundles, by id. */
    List<Installed> bundles();

    /** Stops the node in order; returns at once. */
    void stop();
}
