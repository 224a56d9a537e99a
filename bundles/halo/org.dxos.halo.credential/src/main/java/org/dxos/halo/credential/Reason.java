package org.dxos.halo.credential;

/** Why a credential was accepted, refused, or kept waiting. */
public enum Reason {
    /** Accepted: the genesis that gives the party its id. */
    GENESIS,
    /** Accepted: the issuer may say this. */
    ALLOWED,
    /** Kept, without effect: a claim this version does not know. */
    UNKNOWN_CLAIM,
    /** Waits for a credential it relies on. */
    PARENT_MISSING,
    /** A signature is missing or wrong. */
    FORGED,
    /** Made for another party, or the genesis of another. */
    WRONG_PARTY,
    /** By what it relies on, the issuer is no member and no member's device. */
    ISSUER_UNKNOWN,
    /** What makes the issuer a member, or its device, had expired when this was issued. */
    ISSUER_EXPIRED,
    /** The issuer's role does not allow it. */
    ROLE_TOO_LOW,
    /** Nobody admits themselves. */
    SELF_ADMISSION,
    /** The member has a higher role, which an admission cannot take away. */
    LOWERS_ROLE,
    /** The issuer speaks for an identity that is not its own. */
    ANOTHERS_IDENTITY,
    /** The issuer speaks for a device that it is not. */
    ANOTHERS_DEVICE,
    /** The device was authorised for another identity before, by the canonical order. */
    DEVICE_TAKEN,
    /** The feed was admitted for another device before, by the canonical order. */
    FEED_TAKEN,
    /** One key for two purposes. */
    KEY_REUSED
}
