package org.dxos.halo.credential;

import java.util.List;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.crypto.Keyring.Purpose;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PartyKey;
import org.dxos.halo.credential.Claim.DeviceAuthorised;
import org.dxos.halo.credential.Claim.FeedAdmitted;
import org.dxos.halo.credential.Claim.MemberAdmitted;
import org.dxos.halo.credential.Claim.PartyGenesis;

/**
 * Issues credentials. Each relies on all that the given roster knows. Issuing does not ask whether the issuer may: give the
 * credential to the roster and look at the decision. Times are milliseconds since 1970.
 */
public final class Credentials {
    private Credentials() {}

    /**
     * Founds a party: makes its key, signs the genesis, the creator's first device and that device's feed, and destroys the
     * party's key. The creator is the first owner.
     *
     * @throws org.dxos.base.crypto.KeyringException when the party's key cannot be made or destroyed
     */
    public static PartyFounding found(Keyring keyring, Signer identity, Signer device, Signer feed, long issuedMillis) {
        IdentityKey creator = new IdentityKey(identity.publicKey());
        Credential genesis = genesis(keyring, identity, issuedMillis);
        PartyId party = new PartyId(genesis.hash());
        DeviceKey deviceKey = new DeviceKey(device.publicKey());
        Credential authorised = Payload.of(
                        creator.key(),
                        party,
                        new DeviceAuthorised(creator, deviceKey),
                        List.of(genesis.hash()),
                        issuedMillis)
                .sign(identity, device);
        Credential admitted = Payload.of(
                        deviceKey.key(),
                        party,
                        new FeedAdmitted(new FeedKey(feed.publicKey()), deviceKey),
                        List.of(authorised.hash()),
                        issuedMillis)
                .sign(device, feed);
        return new PartyFounding(party, List.of(genesis, authorised, admitted));
    }

    private static Credential genesis(Keyring keyring, Signer identity, long issuedMillis) {
        Signer party = keyring.create(Purpose.PARTY);
        try {
            PartyGenesis claim =
                    new PartyGenesis(new PartyKey(party.publicKey()), new IdentityKey(identity.publicKey()));
            return Payload.genesis(claim, issuedMillis).sign(party, identity);
        } finally {
            keyring.destroy(party.publicKey());
        }
    }

    /** Admits a member, or gives it a higher role. The issuer is a device (or the identity) of an owner or admin. */
    public static Credential admitMember(
            Roster roster, Signer issuer, IdentityKey member, Role role, long issuedMillis) {
        return payload(roster, issuer, new MemberAdmitted(member, role), issuedMillis)
                .sign(issuer);
    }

    /** Lets a device act for a member. The issuer is that identity or another of its devices. */
    public static Credential authoriseDevice(
            Roster roster, Signer issuer, IdentityKey identity, Signer device, long issuedMillis) {
        DeviceKey key = new DeviceKey(device.publicKey());
        return payload(roster, issuer, new DeviceAuthorised(identity, key), issuedMillis)
                .sign(issuer, device);
    }

    /** Admits a feed of a device, which issues this itself. */
    public static Credential admitFeed(Roster roster, Signer device, Signer feed, long issuedMillis) {
        FeedAdmitted claim = new FeedAdmitted(new FeedKey(feed.publicKey()), new DeviceKey(device.publicKey()));
        return payload(roster, device, claim, issuedMillis).sign(device, feed);
    }

    /** The payload of any claim, relying on all that the roster knows. */
    public static Payload payload(Roster roster, Signer issuer, Claim claim, long issuedMillis) {
        List<Hash> parents = roster.parentsFor(issuer.publicKey());
        return Payload.of(issuer.publicKey(), roster.party(), claim, parents, issuedMillis);
    }
}
