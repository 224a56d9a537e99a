package org.dxos.halo.credential;

import java.util.Set;
import java.util.regex.Pattern;
import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyKey;
import org.dxos.base.key.PublicKey;
import org.dxos.halo.credential.Claim.DeviceAuthorised;
import org.dxos.halo.credential.Claim.FeedAdmitted;
import org.dxos.halo.credential.Claim.MemberAdmitted;
import org.dxos.halo.credential.Claim.PartyGenesis;
import org.dxos.halo.credential.Claim.Unknown;

/** Reads claims from their type and content. */
final class ClaimCodec {
    private static final int MAX_CONTENT = 32 * 1024;
    private static final Pattern TYPE = Pattern.compile("[a-z0-9.-]{1,64}");
    private static final Set<String> KNOWN =
            Set.of(PartyGenesis.TYPE, MemberAdmitted.TYPE, DeviceAuthorised.TYPE, FeedAdmitted.TYPE);

    private ClaimCodec() {}

    static void checkUnknown(String type, Bytes content) {
        if (KNOWN.contains(type)) {
            throw new IllegalArgumentException("the claim type " + type + " is known");
        }
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("a claim type that is not 1 to 64 of a-z, 0-9, dot and dash");
        }
        if (content.size() > MAX_CONTENT) {
            throw new IllegalArgumentException("a claim of " + content.size() + " bytes, limit " + MAX_CONTENT);
        }
    }

    /** Throws {@link IllegalArgumentException} for an unknown claim that breaks the limits. */
    static Claim parse(String type, Bytes content) throws MalformedException {
        ByteReader in = new ByteReader(content);
        Claim claim =
                switch (type) {
                    case PartyGenesis.TYPE -> new PartyGenesis(PartyKey.of(key(in)), IdentityKey.of(key(in)));
                    case MemberAdmitted.TYPE -> new MemberAdmitted(IdentityKey.of(key(in)), role(in));
                    case DeviceAuthorised.TYPE -> new DeviceAuthorised(IdentityKey.of(key(in)), DeviceKey.of(key(in)));
                    case FeedAdmitted.TYPE -> new FeedAdmitted(FeedKey.of(key(in)), DeviceKey.of(key(in)));
                    default -> new Unknown(type, in.bytes(in.remaining()));
                };
        in.expectEnd();
        return claim;
    }

    private static Bytes key(ByteReader in) throws MalformedException {
        return in.bytes(PublicKey.SIZE);
    }

    private static Role role(ByteReader in) throws MalformedException {
        int rank = in.unsignedByte();
        return Role.ofRank(rank).orElseThrow(() -> new MalformedException("no role has the number " + rank));
    }
}
