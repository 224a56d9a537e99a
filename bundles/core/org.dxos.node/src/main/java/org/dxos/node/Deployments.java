package org.dxos.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The deploy folder: every jar in it has a verdict. Any thread; calls return at once unless they say otherwise. */
@ProviderType
public interface Deployments {
    /** Every file, sorted by name. */
    List<Deployment> list();

    /** The verdict on one file. */
    Optional<Deployment> find(String file);

    /**
     * Lets a bundle run that waits for approval. The approval holds for exactly the bytes that were judged and survives a
     * restart. Empty when there is no such file.
     *
     * @throws IllegalStateException when the file does not wait for approval
     */
    Optional<Deployment> approve(String file);

    /**
     * Rejects the bytes of this file from now on and stops their bundle if it runs. Empty when there is no such file.
     *
     * @throws IllegalStateException when the file could not be read, so that there is nothing to deny
     */
    Optional<Deployment> deny(String file);

    /** Known bundles that would serve items of this type; those that run already are not among them. */
    List<Suggestion> suggest(String type);

    /** Looks at the folder now instead of waiting for its change event; returns when every file there has been looked at. */
    void scan();

    /** What happens to bundles that no approved signer signed. */
    Policy policy();

    /** Where the folder is. */
    Path folder();
}
