package org.dxos.halo.credential;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PublicKey;
import org.dxos.halo.credential.Claim.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * A signed claim. Signed is the payload as it travels, never a re-encoding. Immutable; two are equal when they travel as the
 * same bytes. Any thread.
 */
public final class Credential {
    /** The most bytes a credential may have. */
    public static final int MAX_SIZE = 64 * 1024;

    private static final int FORMAT = 1;
    private static final int MAX_SIGNATURES = 8;
    private static final String DOMAIN = "dxos.halo.credential.1";
    private static final Bytes SIGNED_DOMAIN = Bytes.utf8(DOMAIN + "\0");

    private final Bytes encoded;
    private final Bytes payloadBytes;
    private final Payload payload;
    private final Map<PublicKey, Bytes> signatures;
    private final Hash hash;
    private volatile @Nullable Boolean authentic;

    private Credential(Bytes encoded, Bytes payloadBytes, Payload payload, Map<PublicKey, Bytes> signatures) {
        this.encoded = encoded;
        this.payloadBytes = payloadBytes;
        this.payload = payload;
        this.signatures = signatures;
        this.hash = Hash.of(DOMAIN, payloadBytes);
    }

    /** Reads a credential. Whether its signatures are good is told by {@link #isAuthentic} alone. */
    public static Credential parse(Bytes bytes) throws MalformedException {
        if (bytes.size() > MAX_SIZE) {
            throw new MalformedException("a credential of " + bytes.size() + " bytes, limit " + MAX_SIZE);
        }
        Bytes encoded = Bytes.wrap(bytes.toArray());
        ByteReader in = new ByteReader(encoded);
        expectFormat(in, FORMAT, "credential");
        Bytes payloadBytes = in.sized();
        Payload payload = Payload.parse(payloadBytes);
        TreeMap<PublicKey, Bytes> signatures = new TreeMap<>();
        int count = in.var(MAX_SIGNATURES);
        if (count == 0) {
            throw new MalformedException("a credential without a signature");
        }
        for (int i = 0; i < count; i++) {
            PublicKey signer = new PublicKey(in.bytes(PublicKey.SIZE));
            if (i > 0 && signatures.lastKey().compareTo(signer) >= 0) {
                throw new MalformedException("signers that do not ascend");
            }
            if (!mayBeSignedBy(payload, signer)) {
                throw new MalformedException("signed by " + signer.shortHex() + ", who has no part in it");
            }
            signatures.put(signer, in.bytes(Ed25519.SIGNATURE_SIZE));
        }
        in.expectEnd();
        return new Credential(encoded, payloadBytes, payload, signatures);
    }

    static Credential sign(Payload payload, Collection<Signer> signers) {
        return signed(payload.encode(), payload, new TreeMap<>(), signers);
    }

    /**
     * The same credential with one more signature.
     *
     * @throws IllegalArgumentException for a signer who has no part in it
     */
    public Credential cosign(Signer signer) {
        return signed(payloadBytes, payload, new TreeMap<>(signatures), List.of(signer));
    }

    private static Credential signed(
            Bytes payloadBytes, Payload payload, TreeMap<PublicKey, Bytes> signatures, Collection<Signer> signers) {
        for (Signer signer : signers) {
            if (!mayBeSignedBy(payload, signer.publicKey())) {
                throw new IllegalArgumentException(signer.publicKey().shortHex() + " has no part in this credential");
            }
            signatures.put(signer.publicKey(), signer.sign(message(payloadBytes)));
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException(signatures.size() + " signatures, not 1 to " + MAX_SIGNATURES);
        }
        ByteWriter out = new ByteWriter(payloadBytes.size() + 8 + signatures.size() * 96)
                .put(FORMAT)
                .putSized(payloadBytes)
                .putVar(signatures.size());
        signatures.forEach((signer, signature) -> out.put(signer.bytes()).put(signature));
        return new Credential(out.toBytes(), payloadBytes, payload, signatures);
    }

    private static boolean mayBeSignedBy(Payload payload, PublicKey signer) {
        return payload.claim() instanceof Unknown || needed(payload).contains(signer);
    }

    private static Set<PublicKey> needed(Payload payload) {
        Set<PublicKey> needed = new TreeSet<>(payload.claim().cosigners());
        needed.add(payload.issuer());
        return needed;
    }

    private static Bytes message(Bytes payloadBytes) {
        return SIGNED_DOMAIN.concat(payloadBytes);
    }

    static void expectFormat(ByteReader in, int format, String what) throws MalformedException {
        int found = in.unsignedByte();
        if (found != format) {
            throw new MalformedException("a " + what + " of format " + found + ", not " + format);
        }
    }

    /** The bytes as they travel. */
    public Bytes encoded() {
        return encoded;
    }

    /** The name of this credential: the hash of its payload as it travels, under a domain of its own. */
    public Hash hash() {
        return hash;
    }

    /** All that is signed. */
    public Payload payload() {
        return payload;
    }

    public PublicKey issuer() {
        return payload.issuer();
    }

    /** The party it is about; empty for a genesis. */
    public Optional<PartyId> party() {
        return payload.party();
    }

    public Claim claim() {
        return payload.claim();
    }

    /** Hashes of the credentials it relies on, ascending. */
    public List<Hash> parents() {
        return payload.parents();
    }

    /** When it was issued, as its issuer says. */
    public long issuedMillis() {
        return payload.issuedMillis();
    }

    public OptionalLong expiryMillis() {
        return payload.expiryMillis();
    }

    /** Who has signed, ascending; says nothing about whether the signatures are good. */
    public List<PublicKey> signers() {
        return List.copyOf(signatures.keySet());
    }

    /** Who has yet to sign, ascending. */
    public List<PublicKey> missingSigners() {
        List<PublicKey> missing = new ArrayList<>(needed(payload));
        missing.removeAll(signatures.keySet());
        return missing;
    }

    /**
     * Whether all who must sign have signed and every signature is good. Costs a check of each signature at the first call.
     * Says nothing about whether the claim is allowed: that is for the {@link Roster}.
     */
    public boolean isAuthentic() {
        Boolean known = authentic;
        if (known == null) {
            known = missingSigners().isEmpty() && signaturesAreGood();
            authentic = known;
        }
        return known;
    }

    private boolean signaturesAreGood() {
        Bytes message = message(payloadBytes);
        return signatures.entrySet().stream()
                .allMatch(signature -> Ed25519.verify(signature.getKey(), message, signature.getValue()));
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object || (object instanceof Credential other && encoded.equals(other.encoded));
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    /** The claim, its issuer, and the first digits of the hash. */
    @Override
    public String toString() {
        return claim() + " by " + issuer().shortHex() + " ("
                + hash.bytes().slice(0, 4).hex() + ")";
    }
}
