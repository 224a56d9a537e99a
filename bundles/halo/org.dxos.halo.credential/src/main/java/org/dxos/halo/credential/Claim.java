package org.dxos.halo.credential;

import java.util.List;
import java.util.Optional;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyKey;
import org.dxos.base.key.PublicKey;

/** What a credential says. */
public sealed interface Claim {
    /** The name of this kind of claim, as it travels. */
    String type();

    /** What the claim says, as it travels. */
    Bytes content();

    /** Who must sign besides the issuer, so that nobody can claim a key that is not theirs. */
    default List<PublicKey> cosigners() {
        return List.of();
    }

    /** The key this claim introduces, if it is of a known kind. */
    Optional<PublicKey> subject();

    /**
     * The start of a party. Issued by the party's key, signed by the creator too; the creator is the first owner. The hash of
     * this credential is the party's id.
     */
    record PartyGenesis(PartyKey party, IdentityKey creator) implements Claim {
        static final String TYPE = "dxos.party.genesis";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Bytes content() {
            return party.bytes().concat(creator.bytes());
        }

        @Override
        public List<PublicKey> cosigners() {
            return List.of(creator.key());
        }

        @Override
        public Optional<PublicKey> subject() {
            return Optional.of(creator.key());
        }
    }

    /** An identity is a member, or gets a higher role than it had. Issued by an owner or admin. */
    record MemberAdmitted(IdentityKey member, Role role) implements Claim {
        static final String TYPE = "dxos.member.admitted";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Bytes content() {
            return new ByteWriter(40).put(member.bytes()).put(role.rank()).toBytes();
        }

        @Override
        public Optional<PublicKey> subject() {
            return Optional.of(member.key());
        }
    }

    /** A device acts for a member. Issued by the identity or another of its devices, signed by the new device too. */
    record DeviceAuthorised(IdentityKey identity, DeviceKey device) implements Claim {
        static final String TYPE = "dxos.device.authorised";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Bytes content() {
            return identity.bytes().concat(device.bytes());
        }

        @Override
        public List<PublicKey> cosigners() {
            return List.of(device.key());
        }

        @Override
        public Optional<PublicKey> subject() {
            return Optional.of(device.key());
        }
    }

    /** A feed carries what a device writes into the party. Issued by that device, signed by the feed's key too. */
    record FeedAdmitted(FeedKey feed, DeviceKey device) implements Claim {
        static final String TYPE = "dxos.feed.admitted";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Bytes content() {
            return feed.bytes().concat(device.bytes());
        }

        @Override
        public List<PublicKey> cosigners() {
            return List.of(feed.key());
        }

        @Override
        public Optional<PublicKey> subject() {
            return Optional.of(feed.key());
        }
    }

    /**
     * A claim of a kind this version does not know: kept and ignored. The type is made of lower-case letters, digits, dots and
     * dashes, at most 64 of them.
     */
    record Unknown(String type, Bytes content) implements Claim {
        public Unknown {
            ClaimCodec.checkUnknown(type, content);
        }

        @Override
        public Optional<PublicKey> subject() {
            return Optional.empty();
        }
    }
}
