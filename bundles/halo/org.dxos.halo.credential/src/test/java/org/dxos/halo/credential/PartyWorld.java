package org.dxos.halo.credential;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.PartyId;
import org.dxos.halo.credential.Decision.Verdict;
import org.dxos.testkit.MemoryKeyring;
import org.dxos.testkit.SimEntropy;
import org.dxos.testkit.TestIdentity;

/** A party that grows in a test: every credential that is issued is given to the roster. */
final class PartyWorld {
    static final long NOW = 1_767_225_600_000L;

    final TestIdentity creator;
    final PartyId party;
    Roster roster;

    PartyWorld(TestIdentity creator, long seed) {
        this.creator = creator;
        PartyFounding founding = Credentials.found(
                new MemoryKeyring(new SimEntropy(seed)), creator.identity(), creator.device(), creator.feed(), NOW);
        party = founding.party();
        roster = Roster.empty(party).with(founding.credentials());
    }

    PartyWorld() {
        this(TestIdentity.ALICE, 1);
    }

    Decision admit(Signer issuer, TestIdentity member, Role role) {
        return give(Credentials.admitMember(roster, issuer, member.identityKey(), role, NOW));
    }

    /** The identity authorises its device, and the device admits its feed. */
    List<Decision> join(TestIdentity member, int number) {
        List<Decision> decisions = new ArrayList<>();
        decisions.add(give(Credentials.authoriseDevice(
                roster, member.identity(), member.identityKey(), member.device(number), NOW)));
        decisions.add(give(Credentials.admitFeed(roster, member.device(number), member.feed(number), NOW)));
        return decisions;
    }

    Credential claim(Signer issuer, Claim claim, Signer... cosigners) {
        List<Signer> signers = new ArrayList<>(List.of(cosigners));
        signers.add(issuer);
        return Credentials.payload(roster, issuer, claim, NOW).sign(signers.toArray(Signer[]::new));
    }

    Decision give(Credential credential) {
        roster = roster.with(List.of(credential));
        return decision(credential);
    }

    /** The decision on these very bytes. */
    Decision decision(Credential credential) {
        return roster.decisions().stream()
                .filter(decision -> decision.credential().equals(credential))
                .findFirst()
                .orElseThrow();
    }

    static boolean accepted(Decision decision) {
        return decision.verdict() == Verdict.ACCEPTED;
    }
}
