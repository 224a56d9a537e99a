package org.dxos.node;

/** What happens to a bundle that no approved signer signed. */
public enum Policy {
    /** It is rejected. */
    DENY,
    /** It waits until somebody approves exactly these bytes. */
    ASK,
    /** It runs. Only the development profile starts with this, and says so. */
    ALLOW
}
