package org.dxos.halo.credential;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.halo.credential.Claim.DeviceAuthorised;
import org.dxos.halo.credential.Claim.FeedAdmitted;
import org.dxos.halo.credential.Claim.MemberAdmitted;
import org.dxos.halo.credential.Claim.Unknown;
import org.dxos.testkit.MemoryKeyring;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SimEntropy;
import org.dxos.testkit.TestIdentity;

/** Issues random credentials, sensible and not, on replicas that exchange what they have now and then. */
final class RandomParty {
    private static final List<Person> PEOPLE =
            List.of(new Person("alice"), new Person("bob"), new Person("carol"), new Person("mallory"));
    private static final PartyId ELSEWHERE = new PartyId(Hash.sha256(Bytes.utf8("elsewhere")));

    /** Somebody's signers, made once. */
    private record Person(Signer identity, List<Signer> devices, List<Signer> feeds) {
        Person(String name) {
            this(TestIdentity.of(name));
        }

        private Person(TestIdentity who) {
            this(who.identity(), List.of(who.device(0), who.device(1)), List.of(who.feed(0), who.feed(1)));
        }
    }

    private final SeededRandom random;
    private final PartyId id;
    private final List<Roster> replicas = new ArrayList<>();
    private final Set<Credential> all = new LinkedHashSet<>();

    RandomParty(SeededRandom random) {
        this.random = random;
        Person creator = PEOPLE.get(0);
        PartyFounding founding = Credentials.found(
                new MemoryKeyring(new SimEntropy(random.nextLong())),
                creator.identity(),
                creator.devices().get(0),
                creator.feeds().get(0),
                PartyWorld.NOW);
        id = founding.party();
        all.addAll(founding.credentials());
        for (int i = random.between(1, 3); i > 0; i--) {
            replicas.add(Roster.empty(id).with(founding.credentials()));
        }
    }

    PartyId id() {
        return id;
    }

    /** Everything issued; now and then without one that others rely on. */
    List<Credential> all() {
        List<Credential> credentials = new ArrayList<>(all);
        if (random.chance(0.2)) {
            credentials.remove(random.below(credentials.size()));
        }
        return credentials;
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            int at = random.below(replicas.size());
            Credential credential = issue(replicas.get(at));
            all.add(credential);
            if (credential.claim() instanceof Unknown && random.chance(0.5)) {
                all.add(credential.cosign(random.pick(PEOPLE).identity()));
            }
            replicas.set(at, replicas.get(at).with(List.of(credential)));
            if (random.chance(0.3)) {
                int from = random.below(replicas.size());
                replicas.set(at, replicas.get(at).with(replicas.get(from).credentials()));
            }
        }
    }

    private Credential issue(Roster roster) {
        List<Signer> signers = new ArrayList<>();
        Claim claim = claim(roster, signers);
        Signer issuer = signers.get(0);
        Payload payload = Credentials.payload(roster, issuer, claim, PartyWorld.NOW + random.below(50));
        if (random.chance(0.05)) {
            payload = Payload.of(issuer.publicKey(), ELSEWHERE, claim, payload.parents(), payload.issuedMillis());
        } else if (random.chance(0.1)) {
            payload =
                    Payload.of(issuer.publicKey(), id, claim, random.some(hashes(roster), 0.3), payload.issuedMillis());
        }
        if (random.chance(0.2)) {
            payload = payload.expiring(payload.issuedMillis() + random.between(1, 10));
        }
        Credential credential = payload.sign(signers.toArray(Signer[]::new));
        return random.chance(0.04) ? forge(credential) : credential;
    }

    private List<Hash> hashes(Roster roster) {
        return roster.credentials().stream().map(Credential::hash).toList();
    }

    /** The issuer comes first among the signers. */
    private Claim claim(Roster roster, List<Signer> signers) {
        Person person = random.chance(0.4) ? PEOPLE.get(0) : random.pick(PEOPLE);
        Person other = random.chance(0.85) ? person : random.pick(PEOPLE);
        Signer device = random.pick(person.devices());
        Signer issuer = random.chance(0.7) ? device : person.identity();
        switch (random.below(10)) {
            case 0, 1, 2, 3 -> {
                signers.add(issuer);
                IdentityKey member =
                        new IdentityKey(random.pick(PEOPLE).identity().publicKey());
                return new MemberAdmitted(member, random.pick(List.of(Role.values())));
            }
            case 4, 5, 6 -> {
                Signer subject = random.chance(0.05) ? other.identity() : random.pick(other.devices());
                IdentityKey owner = new IdentityKey((random.chance(0.9) ? person : random.pick(PEOPLE))
                        .identity()
                        .publicKey());
                signers.addAll(List.of(random.chance(0.5) ? person.identity() : issuer, subject));
                return new DeviceAuthorised(owner, new DeviceKey(subject.publicKey()));
            }
            case 7, 8 -> {
                Signer feed = random.chance(0.05) ? device : random.pick(other.feeds());
                Signer claimed = random.chance(0.95) ? device : random.pick(other.devices());
                signers.addAll(List.of(device, feed));
                return new FeedAdmitted(new FeedKey(feed.publicKey()), new DeviceKey(claimed.publicKey()));
            }
            default -> {
                signers.add(issuer);
                return new Unknown(
                        "org.example.claim-" + random.below(3), roster.party().bytes());
            }
        }
    }

    private Credential forge(Credential credential) {
        byte[] bytes = credential.encoded().toArray();
        bytes[bytes.length - 1 - random.below(64)] ^= (byte) random.between(1, 255);
        try {
            return Credential.parse(Bytes.wrap(bytes));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
