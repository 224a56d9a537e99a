package org.dxos.testkit;

import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Keyring.Purpose;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;

/** Somebody whose keys follow from the name, the same in every test. Their secrets are public: for tests only. */
public record TestIdentity(String name) {
    public static final TestIdentity ALICE = new TestIdentity("alice");
    public static final TestIdentity BOB = new TestIdentity("bob");
    public static final TestIdentity CAROL = new TestIdentity("carol");
    public static final TestIdentity MALLORY = new TestIdentity("mallory");

    public static TestIdentity of(String name) {
        return new TestIdentity(name);
    }

    public Signer identity() {
        return Ed25519.signer(seed("identity"));
    }

    public IdentityKey identityKey() {
        return new IdentityKey(identity().publicKey());
    }

    /** The first device. */
    public Signer device() {
        return device(0);
    }

    public Signer device(int number) {
        return Ed25519.signer(seed("device " + number));
    }

    public DeviceKey deviceKey() {
        return deviceKey(0);
    }

    public DeviceKey deviceKey(int number) {
        return new DeviceKey(device(number).publicKey());
    }

    /** The first feed. */
    public Signer feed() {
        return feed(0);
    }

    public Signer feed(int number) {
        return Ed25519.signer(seed("feed " + number));
    }

    public FeedKey feedKey() {
        return feedKey(0);
    }

    public FeedKey feedKey(int number) {
        return new FeedKey(feed(number).publicKey());
    }

    /** A keyring with the identity's key, one device and one feed; what it creates follows from the name as well. */
    public MemoryKeyring keyring() {
        MemoryKeyring ring = new MemoryKeyring(new SimEntropy(name.hashCode()));
        ring.keep(Purpose.IDENTITY, seed("identity"));
        ring.keep(Purpose.DEVICE, seed("device 0"));
        ring.keep(Purpose.FEED, seed("feed 0"));
        return ring;
    }

    private Bytes seed(String purpose) {
        return Hash.of("dxos.testkit.identity", Bytes.utf8(purpose), Bytes.utf8("/" + name))
                .bytes();
    }
}
