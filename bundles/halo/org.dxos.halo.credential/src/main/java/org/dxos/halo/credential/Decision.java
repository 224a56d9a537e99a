package org.dxos.halo.credential;

import java.util.List;
import org.dxos.base.Hash;

/**
 * What a roster made of one credential.
 *
 * @param words the reason as a sentence, for people
 * @param grounds the accepted credentials that decided it: what makes the issuer somebody who may say this (or, for a refusal,
 *     what stands against it), in canonical order
 */
public record Decision(Credential credential, Verdict verdict, Reason reason, String words, List<Hash> grounds) {
    public Decision {
        grounds = List.copyOf(grounds);
    }

    public boolean isAccepted() {
        return verdict == Verdict.ACCEPTED;
    }

    /** What became of a credential. */
    public enum Verdict {
        /** Counts. */
        ACCEPTED,
        /** Signed by a member, of a kind that is not known: kept, without effect. */
        IGNORED,
        /** Does not count. */
        REFUSED,
        /** Cannot be judged before what it relies on is here. */
        WAITING
    }
}
