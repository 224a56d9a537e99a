package org.dxos.halo.credential;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PublicKey;
import org.dxos.halo.credential.Claim.PartyGenesis;

/**
 * What a credential's signatures cover.
 *
 * @param issuer who makes the claim
 * @param party the party it is about; empty for a genesis only
 * @param claim what is said
 * @param parents hashes of the credentials it relies on, ascending; an issuer names all it has seen that no other one names
 * @param issuedMillis when it was issued, in milliseconds since 1970 by the issuer's own clock
 * @param expiryMillis nothing issued later than this, by the claimed times, may rely on it
 */
public record Payload(
        PublicKey issuer,
        Optional<PartyId> party,
        Claim claim,
        List<Hash> parents,
        long issuedMillis,
        OptionalLong expiryMillis) {
    /** The most parents a credential may name. */
    public static final int MAX_PARENTS = 256;

    private static final int FORMAT = 1;

    public Payload {
        parents = List.copyOf(new TreeSet<>(parents));
        if (parents.size() > MAX_PARENTS) {
            throw new IllegalArgumentException(parents.size() + " parents, limit " + MAX_PARENTS);
        }
        if (issuedMillis < 0) {
            throw new IllegalArgumentException("issued before 1970");
        }
        if (expiryMillis.isPresent() && expiryMillis.getAsLong() <= issuedMillis) {
            throw new IllegalArgumentException("expires before it is issued");
        }
        if (claim instanceof PartyGenesis genesis) {
            if (party.isPresent()
                    || !parents.isEmpty()
                    || !issuer.equals(genesis.party().key())) {
                throw new IllegalArgumentException("a genesis is issued by its party's key and relies on nothing");
            }
        }
    }

    /** The payload of a party's genesis. */
    public static Payload genesis(PartyGenesis claim, long issuedMillis) {
        return new Payload(claim.party().key(), Optional.empty(), claim, List.of(), issuedMillis, OptionalLong.empty());
    }

    /** A payload without an expiry. Parents are put in order; naming one twice names it once. */
    public static Payload of(
            PublicKey issuer, PartyId party, Claim claim, Collection<Hash> parents, long issuedMillis) {
        return new Payload(issuer, Optional.of(party), claim, List.copyOf(parents), issuedMillis, OptionalLong.empty());
    }

    /** The same with an expiry. */
    public Payload expiring(long millis) {
        return new Payload(issuer, party, claim, parents, issuedMillis, OptionalLong.of(millis));
    }

    /**
     * The credential with the signatures of the given signers. They may be some of those that are needed: others add theirs by
     * {@link Credential#cosign}.
     *
     * @throws IllegalArgumentException for a signer who has no part in it
     */
    public Credential sign(Signer... signers) {
        return Credential.sign(this, List.of(signers));
    }

    Bytes encode() {
        ByteWriter out = new ByteWriter(256).put(FORMAT).put(issuer.bytes());
        party.ifPresentOrElse(id -> out.put(1).put(id.bytes()), () -> out.put(0));
        out.putVar(issuedMillis);
        expiryMillis.ifPresentOrElse(millis -> out.put(1).putVar(millis), () -> out.put(0));
        out.putVar(parents.size());
        parents.forEach(parent -> out.put(parent.bytes()));
        return out.putText(claim.type()).putSized(claim.content()).toBytes();
    }

    static Payload parse(Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        Credential.expectFormat(in, FORMAT, "payload");
        PublicKey issuer = new PublicKey(in.bytes(PublicKey.SIZE));
        Optional<PartyId> party = flag(in) ? Optional.of(PartyId.of(in.bytes(Hash.SIZE))) : Optional.empty();
        long issued = in.var();
        OptionalLong expiry = flag(in) ? OptionalLong.of(in.var()) : OptionalLong.empty();
        List<Hash> parents = parents(in);
        try {
            Claim claim = ClaimCodec.parse(in.text(), in.sized());
            in.expectEnd();
            if (party.isEmpty() && !(claim instanceof PartyGenesis)) {
                throw new MalformedException("a credential of no party");
            }
            return new Payload(issuer, party, claim, parents, issued, expiry);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean flag(ByteReader in) throws MalformedException {
        int flag = in.unsignedByte();
        if (flag > 1) {
            throw new MalformedException("a flag is 0 or 1, not " + flag);
        }
        return flag == 1;
    }

    private static List<Hash> parents(ByteReader in) throws MalformedException {
        int count = in.var(MAX_PARENTS);
        List<Hash> parents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Hash parent = new Hash(in.bytes(Hash.SIZE));
            if (i > 0 && parents.get(i - 1).compareTo(parent) >= 0) {
                throw new MalformedException("parents that do not ascend");
            }
            parents.add(parent);
        }
        return parents;
    }
}
