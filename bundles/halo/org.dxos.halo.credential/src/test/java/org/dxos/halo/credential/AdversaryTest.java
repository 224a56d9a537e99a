package org.dxos.halo.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.halo.credential.Claim.DeviceAuthorised;
import org.dxos.halo.credential.Claim.FeedAdmitted;
import org.dxos.halo.credential.Claim.MemberAdmitted;
import org.dxos.halo.credential.Decision.Verdict;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alice owns the party, Bob is admin, Carol writes, Dave reads; Mallory is a stranger unless a test says otherwise. */
class AdversaryTest {
    private static final TestIdentity ALICE = TestIdentity.ALICE;
    private static final TestIdentity BOB = TestIdentity.BOB;
    private static final TestIdentity CAROL = TestIdentity.CAROL;
    private static final TestIdentity DAVE = TestIdentity.of("dave");
    private static final TestIdentity MALLORY = TestIdentity.MALLORY;

    private final PartyWorld world = new PartyWorld();

    @BeforeEach
    void populate() {
        world.admit(ALICE.device(), BOB, Role.ADMIN);
        world.join(BOB, 0);
        world.admit(BOB.device(), CAROL, Role.WRITER);
        world.join(CAROL, 0);
        world.admit(BOB.device(), DAVE, Role.READER);
        world.give(Credentials.authoriseDevice(
                world.roster, DAVE.identity(), DAVE.identityKey(), DAVE.device(), PartyWorld.NOW));
        assertTrue(world.roster.decisions().stream().allMatch(Decision::isAccepted));
        assertEquals(4, world.roster.members().size());
    }

    /** Members and feeds stay as they are, and the reason is the expected one. */
    private void assertRefused(Reason reason, Credential credential) {
        List<Member> members = world.roster.members();
        List<FeedKey> feeds = world.roster.feeds();
        Decision decision = world.give(credential);
        assertEquals(Verdict.REFUSED, decision.verdict(), decision.words());
        assertEquals(reason, decision.reason(), decision.words());
        assertFalse(decision.words().isBlank());
        assertEquals(members, world.roster.members());
        assertEquals(feeds, world.roster.feeds());
    }

    private void assertRefused(Reason reason, Signer issuer, Claim claim, Signer... cosigners) {
        assertRefused(reason, world.claim(issuer, claim, cosigners));
    }

    @Test
    void aStrangerCannotAdmitAnybody() {
        assertRefused(Reason.ISSUER_UNKNOWN, MALLORY.identity(), new MemberAdmitted(DAVE.identityKey(), Role.OWNER));
        assertRefused(Reason.ISSUER_UNKNOWN, MALLORY.device(), new MemberAdmitted(MALLORY.identityKey(), Role.READER));
        assertRefused(
                Reason.ISSUER_UNKNOWN,
                MALLORY.identity(),
                new DeviceAuthorised(MALLORY.identityKey(), MALLORY.deviceKey()),
                MALLORY.device());
        assertRefused(
                Reason.ISSUER_UNKNOWN,
                MALLORY.device(),
                new FeedAdmitted(MALLORY.feedKey(), MALLORY.deviceKey()),
                MALLORY.feed());
    }

    @Test
    void nobodyAdmitsThemselvesToAHigherRole() {
        for (Role role : Role.values()) {
            assertRefused(Reason.SELF_ADMISSION, BOB.device(), new MemberAdmitted(BOB.identityKey(), role));
            assertRefused(Reason.SELF_ADMISSION, BOB.identity(), new MemberAdmitted(BOB.identityKey(), role));
        }
    }

    @Test
    void rolesAdmitNoHigherOnes() {
        IdentityKey mallory = MALLORY.identityKey();
        assertRefused(Reason.ROLE_TOO_LOW, BOB.device(), new MemberAdmitted(mallory, Role.OWNER));
        for (Role role : Role.values()) {
            assertRefused(Reason.ROLE_TOO_LOW, CAROL.device(), new MemberAdmitted(mallory, role));
            assertRefused(Reason.ROLE_TOO_LOW, DAVE.device(), new MemberAdmitted(mallory, role));
        }
    }

    @Test
    void anAdminCannotRaiseAnAccompliceAboveItself() {
        assertRefused(Reason.ROLE_TOO_LOW, BOB.device(), new MemberAdmitted(CAROL.identityKey(), Role.OWNER));
        assertRefused(Reason.LOWERS_ROLE, BOB.device(), new MemberAdmitted(ALICE.identityKey(), Role.ADMIN));
    }

    @Test
    void aReaderGetsNoFeed() {
        assertRefused(
                Reason.ROLE_TOO_LOW, DAVE.device(), new FeedAdmitted(DAVE.feedKey(), DAVE.deviceKey()), DAVE.feed());
    }

    @Test
    void aDeviceIsNotAuthorisedForAnotherIdentity() {
        assertRefused(
                Reason.ANOTHERS_IDENTITY,
                BOB.device(),
                new DeviceAuthorised(ALICE.identityKey(), MALLORY.deviceKey()),
                MALLORY.device());
        assertRefused(
                Reason.ANOTHERS_IDENTITY,
                BOB.device(),
                new DeviceAuthorised(MALLORY.identityKey(), MALLORY.deviceKey()),
                MALLORY.device());
    }

    @Test
    void anothersDeviceKeyCannotBeClaimed() {
        Claim claim = new DeviceAuthorised(BOB.identityKey(), CAROL.deviceKey());
        assertRefused(
                Reason.FORGED,
                Credentials.payload(world.roster, BOB.device(), claim, 1).sign(BOB.device()));
        assertRefused(Reason.DEVICE_TAKEN, BOB.device(), claim, CAROL.device());
    }

    @Test
    void aFeedIsAdmittedByItsOwnDeviceAlone() {
        assertRefused(
                Reason.ANOTHERS_DEVICE,
                BOB.device(),
                new FeedAdmitted(MALLORY.feedKey(), CAROL.deviceKey()),
                MALLORY.feed());
        assertRefused(
                Reason.ANOTHERS_DEVICE,
                BOB.identity(),
                new FeedAdmitted(MALLORY.feedKey(), BOB.deviceKey()),
                MALLORY.feed());
        assertRefused(
                Reason.ANOTHERS_DEVICE,
                BOB.identity(),
                new FeedAdmitted(
                        MALLORY.feedKey(), new DeviceKey(BOB.identityKey().key())),
                MALLORY.feed());
    }

    @Test
    void anothersFeedCannotBeClaimed() {
        Claim claim = new FeedAdmitted(CAROL.feedKey(), BOB.deviceKey());
        assertRefused(
                Reason.FORGED,
                Credentials.payload(world.roster, BOB.device(), claim, 1).sign(BOB.device()));
        assertRefused(Reason.FEED_TAKEN, BOB.device(), claim, CAROL.feed());
        assertEquals(
                CAROL.deviceKey(),
                world.roster.writer(CAROL.feedKey()).orElseThrow().device());
    }

    @Test
    void ofTwoClaimsToAFeedThatDoNotKnowEachOtherTheSameOneCountsEverywhere() {
        Roster start = world.roster;
        Credential first = Credentials.admitFeed(start, BOB.device(), MALLORY.feed(), PartyWorld.NOW);
        Credential second = Credentials.admitFeed(start, CAROL.device(), MALLORY.feed(), PartyWorld.NOW);
        Roster one = start.with(List.of(first)).with(List.of(second));
        Roster other = start.with(List.of(second)).with(List.of(first));
        assertEquals(one, other);
        boolean firstWins = first.hash().compareTo(second.hash()) < 0;
        assertEquals(
                firstWins ? BOB.deviceKey() : CAROL.deviceKey(),
                one.writer(MALLORY.feedKey()).orElseThrow().device());
    }

    @Test
    void aBackDatedClaimTakesNoFeedWithoutTheFeedsKey() {
        List<Hash> early = world.roster.credentials().stream()
                .filter(credential -> credential.claim() instanceof DeviceAuthorised device
                        && device.device().equals(BOB.deviceKey()))
                .map(Credential::hash)
                .toList();
        Claim claim = new FeedAdmitted(CAROL.feedKey(), BOB.deviceKey());
        Credential backDated = Payload.of(BOB.device().publicKey(), world.party, claim, early, 1)
                .sign(BOB.device());
        assertRefused(Reason.FORGED, backDated);
    }

    @Test
    void oneKeyServesOnePurpose() {
        assertRefused(
                Reason.KEY_REUSED,
                BOB.identity(),
                new DeviceAuthorised(
                        BOB.identityKey(), new DeviceKey(BOB.identityKey().key())));
        assertRefused(
                Reason.KEY_REUSED,
                BOB.device(),
                new FeedAdmitted(new FeedKey(BOB.deviceKey().key()), BOB.deviceKey()));
        assertRefused(
                Reason.KEY_REUSED,
                BOB.device(),
                new FeedAdmitted(new FeedKey(BOB.identityKey().key()), BOB.deviceKey()),
                BOB.identity());
    }

    @Test
    void aFeedsKeyIssuesNothing() {
        assertRefused(Reason.ISSUER_UNKNOWN, ALICE.feed(), new MemberAdmitted(MALLORY.identityKey(), Role.WRITER));
    }

    @Test
    void anIssuerWhoDoesNotNameItsGroundIsUnknown() {
        Claim claim = new MemberAdmitted(MALLORY.identityKey(), Role.READER);
        assertRefused(
                Reason.ISSUER_UNKNOWN,
                Payload.of(BOB.device().publicKey(), world.party, claim, List.of(), 1)
                        .sign(BOB.device()));
        assertRefused(
                Reason.ISSUER_UNKNOWN,
                Payload.of(BOB.device().publicKey(), world.party, claim, List.of(world.party.hash()), 1)
                        .sign(BOB.device()));
    }

    @Test
    void whatARefusedActorAdmittedIsRefusedToo() {
        world.give(world.claim(CAROL.device(), new MemberAdmitted(MALLORY.identityKey(), Role.ADMIN)));
        Hash refused = world.roster.decisions().stream()
                .filter(decision -> decision.verdict() == Verdict.REFUSED)
                .findFirst()
                .orElseThrow()
                .credential()
                .hash();
        Claim claim = new DeviceAuthorised(MALLORY.identityKey(), MALLORY.deviceKey());
        assertRefused(
                Reason.ISSUER_UNKNOWN,
                Payload.of(MALLORY.identity().publicKey(), world.party, claim, List.of(refused), 1)
                        .sign(MALLORY.identity(), MALLORY.device()));
    }

    @Test
    void anotherPartysCredentialsDoNotCount() {
        PartyWorld other = new PartyWorld(MALLORY, 2);
        other.admit(MALLORY.device(), BOB, Role.ADMIN);
        for (Credential credential : other.roster.credentials()) {
            assertRefused(Reason.WRONG_PARTY, credential);
        }
    }

    @Test
    void aSecondPartyOfTheSamePeopleGivesNoRights() {
        PartyWorld other = new PartyWorld(ALICE, 3);
        other.admit(ALICE.device(), MALLORY, Role.OWNER);
        other.join(MALLORY, 0);
        for (Credential credential : other.roster.credentials()) {
            assertRefused(Reason.WRONG_PARTY, credential);
        }
        assertTrue(world.roster.writer(MALLORY.feedKey()).isEmpty());
    }

    @Test
    void withoutTheGenesisNothingCounts() {
        List<Credential> rest =
                world.roster.credentials().subList(1, world.roster.credentials().size());
        Roster headless = Roster.empty(world.party).with(rest);
        assertEquals(List.of(), headless.members());
        assertTrue(headless.decisions().stream().allMatch(decision -> decision.verdict() == Verdict.WAITING));
    }

    @Test
    void whatAnExpiredIssuerSaysIsRefused() {
        long expiry = PartyWorld.NOW + 1000;
        MemberAdmitted admission = new MemberAdmitted(MALLORY.identityKey(), Role.ADMIN);
        world.give(Credentials.payload(world.roster, ALICE.device(), admission, PartyWorld.NOW)
                .expiring(expiry)
                .sign(ALICE.device()));
        world.join(MALLORY, 0);
        IdentityKey friend = TestIdentity.of("friend").identityKey();
        assertRefused(
                Reason.ISSUER_EXPIRED,
                Credentials.admitMember(world.roster, MALLORY.device(), friend, Role.READER, expiry + 1));
        assertTrue(world.give(Credentials.admitMember(world.roster, MALLORY.device(), friend, Role.READER, expiry))
                .isAccepted());
    }

    @Test
    void anExpiredDeviceIssuesNothing() {
        long expiry = PartyWorld.NOW + 1000;
        Claim device = new DeviceAuthorised(BOB.identityKey(), BOB.deviceKey(1));
        world.give(Credentials.payload(world.roster, BOB.identity(), device, PartyWorld.NOW)
                .expiring(expiry)
                .sign(BOB.identity(), BOB.device(1)));
        assertRefused(
                Reason.ISSUER_EXPIRED, Credentials.admitFeed(world.roster, BOB.device(1), BOB.feed(1), expiry + 1));
        assertTrue(world.give(Credentials.admitFeed(world.roster, BOB.device(1), BOB.feed(1), expiry))
                .isAccepted());
    }

    @Test
    void aForgedTwinDoesNotKeepTheRealOneOut() throws MalformedException {
        Credential real = Credentials.admitMember(
                world.roster, ALICE.device(), MALLORY.identityKey(), Role.READER, PartyWorld.NOW);
        byte[] bytes = real.encoded().toArray();
        for (int delta : List.of(1, -1)) {
            byte[] twin = bytes.clone();
            twin[twin.length - 40] = (byte) (twin[twin.length - 40] + delta);
            Credential forged = Credential.parse(Bytes.wrap(twin));
            assertEquals(real.hash(), forged.hash());
            assertRefused(Reason.FORGED, forged);
        }
        Roster forgedFirst = world.roster;
        assertTrue(world.give(real).isAccepted());
        assertTrue(world.roster.decision(real.hash()).orElseThrow().isAccepted());
        assertEquals(
                2,
                forgedFirst.decisions().stream()
                        .filter(decision -> decision.reason() == Reason.FORGED)
                        .count());
        assertTrue(world.roster.credentials().contains(real));
    }

    @Test
    void replayedCredentialsChangeNothing() {
        Roster before = world.roster;
        List<Credential> twice = new ArrayList<>(before.credentials());
        twice.addAll(before.credentials());
        assertEquals(before, before.with(twice));
        assertEquals(before, Roster.empty(world.party).with(twice));
    }
}
