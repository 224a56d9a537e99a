package org.dxos.halo.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Keyring.Purpose;
import org.dxos.halo.credential.Claim.FeedAdmitted;
import org.dxos.halo.credential.Claim.MemberAdmitted;
import org.dxos.halo.credential.Claim.PartyGenesis;
import org.dxos.halo.credential.Claim.Unknown;
import org.dxos.halo.credential.Decision.Verdict;
import org.dxos.testkit.MemoryKeyring;
import org.dxos.testkit.SimEntropy;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final TestIdentity ALICE = TestIdentity.ALICE;
    private static final TestIdentity BOB = TestIdentity.BOB;
    private static final TestIdentity CAROL = TestIdentity.CAROL;

    private final PartyWorld world = new PartyWorld();

    @Test
    void theFounderOwnsThePartyAndWritesItsFirstFeed() {
        assertEquals(
                List.of(new Member(ALICE.identityKey(), Role.OWNER, List.of(ALICE.deviceKey()))),
                world.roster.members());
        assertEquals(
                Optional.of(new Writer(ALICE.feedKey(), ALICE.deviceKey(), ALICE.identityKey(), Role.OWNER)),
                world.roster.writer(ALICE.feedKey()));
        assertEquals(List.of(ALICE.feedKey()), world.roster.feeds());
        assertTrue(world.roster.mayWrite(ALICE.feedKey()));
        assertFalse(world.roster.mayWrite(BOB.feedKey()));
    }

    @Test
    void foundingDestroysThePartysKeyAndNamesThePartyByItsGenesis() {
        MemoryKeyring ring = new MemoryKeyring(new SimEntropy(3));
        PartyFounding founding =
                Credentials.found(ring, ALICE.identity(), ALICE.device(), ALICE.feed(), PartyWorld.NOW);
        assertEquals(0, ring.keys(Purpose.PARTY).size());
        assertEquals(founding.party().hash(), founding.genesis().hash());
        assertTrue(founding.genesis().party().isEmpty());
        assertTrue(founding.genesis().claim() instanceof PartyGenesis);
        assertTrue(founding.credentials().stream().allMatch(Credential::isAuthentic));
    }

    @Test
    void aMemberJoinsWithADeviceAndAFeed() {
        assertTrue(world.admit(ALICE.device(), BOB, Role.WRITER).isAccepted());
        assertTrue(world.join(BOB, 0).stream().allMatch(Decision::isAccepted));
        assertEquals(
                Optional.of(new Writer(BOB.feedKey(), BOB.deviceKey(), BOB.identityKey(), Role.WRITER)),
                world.roster.writer(BOB.feedKey()));
    }

    @Test
    void aDeviceMayAuthoriseTheNext() {
        Decision decision = world.give(Credentials.authoriseDevice(
                world.roster, ALICE.device(), ALICE.identityKey(), ALICE.device(1), PartyWorld.NOW));
        assertTrue(decision.isAccepted());
        assertTrue(world.give(Credentials.admitFeed(world.roster, ALICE.device(1), ALICE.feed(1), PartyWorld.NOW))
                .isAccepted());
        assertEquals(
                2,
                world.roster.member(ALICE.identityKey()).orElseThrow().devices().size());
    }

    @Test
    void anAdminAdmitsUpToItsOwnRole() {
        world.admit(ALICE.device(), BOB, Role.ADMIN);
        world.join(BOB, 0);
        assertEquals(
                Reason.ROLE_TOO_LOW,
                world.admit(BOB.device(), CAROL, Role.OWNER).reason());
        assertTrue(world.admit(BOB.device(), CAROL, Role.ADMIN).isAccepted());
    }

    @Test
    void aRoleCanBeRaisedAndNotLoweredByAnAdmission() {
        world.admit(ALICE.device(), BOB, Role.READER);
        world.join(BOB, 0);
        assertFalse(world.roster.mayWrite(BOB.feedKey()));
        world.admit(ALICE.device(), BOB, Role.WRITER);
        world.give(Credentials.admitFeed(world.roster, BOB.device(), BOB.feed(), PartyWorld.NOW));
        assertTrue(world.roster.mayWrite(BOB.feedKey()));
        assertEquals(
                Reason.LOWERS_ROLE,
                world.admit(ALICE.device(), BOB, Role.READER).reason());
        assertTrue(world.roster.mayWrite(BOB.feedKey()));
    }

    @Test
    void ofConcurrentAdmissionsTheHigherRoleCounts() {
        Credential low =
                Credentials.admitMember(world.roster, ALICE.device(), BOB.identityKey(), Role.READER, PartyWorld.NOW);
        Credential high =
                Credentials.admitMember(world.roster, ALICE.device(), BOB.identityKey(), Role.WRITER, PartyWorld.NOW);
        world.roster = world.roster.with(List.of(high, low));
        assertTrue(world.decision(low).isAccepted());
        assertEquals(
                Role.WRITER,
                world.roster.member(BOB.identityKey()).orElseThrow().role());
    }

    @Test
    void aCredentialWaitsForWhatItReliesOn() {
        Roster before = world.roster;
        world.admit(ALICE.device(), BOB, Role.WRITER);
        world.join(BOB, 0);
        List<Credential> all = world.roster.credentials();
        Credential admission = all.get(3);
        Roster gap = before.with(all.subList(4, all.size()));
        assertEquals(
                Verdict.WAITING, gap.decision(all.get(5).hash()).orElseThrow().verdict());
        assertEquals(
                Reason.PARENT_MISSING,
                gap.decision(all.get(4).hash()).orElseThrow().reason());
        assertFalse(gap.mayWrite(BOB.feedKey()));
        assertEquals(world.roster, gap.with(List.of(admission)));
    }

    @Test
    void knownCredentialsChangeNothing() {
        assertSame(world.roster, world.roster.with(world.roster.credentials()));
        assertSame(world.roster, world.roster.with(List.of()));
    }

    @Test
    void anUnknownClaimOfAMemberIsKeptAndIgnored() {
        Credential unknown =
                world.claim(ALICE.device(), new Unknown("org.example.badge", org.dxos.base.Bytes.utf8("x")));
        Decision decision = world.give(unknown);
        assertEquals(Verdict.IGNORED, decision.verdict());
        assertEquals(Reason.UNKNOWN_CLAIM, decision.reason());
        assertTrue(world.roster.credentials().contains(unknown));
        assertEquals(
                Reason.ISSUER_UNKNOWN,
                world.give(world.claim(
                                TestIdentity.MALLORY.device(),
                                new Unknown("org.example.badge", org.dxos.base.Bytes.EMPTY)))
                        .reason());
    }

    @Test
    void aKeyIsExplainedFromTheGenesisOn() {
        world.admit(ALICE.device(), BOB, Role.ADMIN);
        world.join(BOB, 0);
        world.admit(BOB.device(), CAROL, Role.WRITER);
        world.join(CAROL, 0);
        List<Decision> chain = world.roster.explain(CAROL.feedKey().key());
        assertEquals(
                List.of(
                        "PartyGenesis",
                        "DeviceAuthorised",
                        "MemberAdmitted",
                        "DeviceAuthorised",
                        "MemberAdmitted",
                        "DeviceAuthorised",
                        "FeedAdmitted"),
                chain.stream()
                        .map(decision ->
                                decision.credential().claim().getClass().getSimpleName())
                        .toList());
        assertTrue(chain.stream().allMatch(Decision::isAccepted));
        assertEquals(
                List.of(), world.roster.explain(TestIdentity.MALLORY.feedKey().key()));
    }

    @Test
    void aRefusedKeyIsExplainedByWhatWasRefused() {
        TestIdentity mallory = TestIdentity.MALLORY;
        world.give(world.claim(
                mallory.device(), new FeedAdmitted(mallory.feedKey(), mallory.deviceKey()), mallory.feed()));
        List<Decision> about = world.roster.explain(mallory.feedKey().key());
        assertEquals(
                List.of(Reason.ISSUER_UNKNOWN),
                about.stream().map(Decision::reason).toList());
    }

    @Test
    void parentsStayWithinTheLimitAndKeepTheIssuersGround() {
        Roster start = world.roster;
        List<Credential> many = new java.util.ArrayList<>();
        for (int i = 0; i < Payload.MAX_PARENTS + 40; i++) {
            many.add(Credentials.admitMember(
                    start, ALICE.device(), TestIdentity.of("m" + i).identityKey(), Role.READER, PartyWorld.NOW));
        }
        world.roster = start.with(many);
        List<Hash> parents = world.roster.parentsFor(ALICE.device().publicKey());
        assertEquals(Payload.MAX_PARENTS, parents.size());
        assertTrue(world.admit(ALICE.device(), BOB, Role.WRITER).isAccepted());
        assertTrue(world.roster.decisions().stream().allMatch(Decision::isAccepted));
        assertEquals(MemberAdmitted.class, many.get(0).claim().getClass());
    }
}
