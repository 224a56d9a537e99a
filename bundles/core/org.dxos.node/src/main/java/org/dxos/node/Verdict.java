package org.dxos.node;

/** What the node decided about a file in the deploy folder. */
public enum Verdict {
    /** The file was seen but is not yet stable, or its bundle is being installed or started. Lasts seconds at most. */
    CHECKING,
    /** The bundle runs and its declared components have what they need. */
    STARTED,
    /** The file is sound, but something is missing; it starts by itself once that is there. See {@link Deployment#missing}. */
    WAITING,
    /** The file will not be run: damaged, not a bundle, a duplicate, or against the policy. */
    REJECTED,
    /** The bundle was run and failed: its activator threw, or did not come back in time. */
    FAILED
}
