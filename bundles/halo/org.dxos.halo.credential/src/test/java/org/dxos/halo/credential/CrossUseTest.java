package org.dxos.halo.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PartyKey;
import org.dxos.echo.feed.FeedHead;
import org.dxos.halo.credential.Claim.DeviceAuthorised;
import org.dxos.halo.credential.Claim.FeedAdmitted;
import org.dxos.halo.credential.Claim.MemberAdmitted;
import org.dxos.halo.credential.Claim.PartyGenesis;
import org.dxos.halo.credential.Claim.Unknown;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

/** One key signs everything: no signature of one kind is good for another. */
class CrossUseTest {
    private static final Signer KEY = TestIdentity.ALICE.device();
    private static final PartyId PARTY = new PartyId(Hash.sha256(Bytes.utf8("party")));

    /** For each kind what is signed. */
    private static Map<String, Bytes> messages() {
        Map<String, Bytes> messages = new LinkedHashMap<>();
        for (Claim claim : List.of(
                new MemberAdmitted(new IdentityKey(KEY.publicKey()), Role.OWNER),
                new DeviceAuthorised(new IdentityKey(KEY.publicKey()), new DeviceKey(KEY.publicKey())),
                new FeedAdmitted(new FeedKey(KEY.publicKey()), new DeviceKey(KEY.publicKey())),
                new Unknown("org.example.claim", KEY.publicKey().bytes()))) {
            Payload payload = Payload.of(KEY.publicKey(), PARTY, claim, List.of(), 1);
            messages.put(claim.type(), signed(payload));
        }
        PartyGenesis genesis = new PartyGenesis(new PartyKey(KEY.publicKey()), new IdentityKey(KEY.publicKey()));
        messages.put(genesis.type(), signed(Payload.genesis(genesis, 1)));
        messages.put(
                "feed head",
                new ByteWriter()
                        .put(Bytes.utf8("dxos.echo.feed.head.1\0"))
                        .put(KEY.publicKey().bytes())
                        .putLong(7)
                        .put(PARTY.bytes())
                        .toBytes());
        messages.put("bare payload", Payload.genesis(genesis, 1).encode());
        messages.put("bare hash", PARTY.bytes());
        return messages;
    }

    private static Bytes signed(Payload payload) {
        return Bytes.utf8("dxos.halo.credential.1\0").concat(payload.encode());
    }

    @Test
    void noSignatureOfOneKindVerifiesAsAnother() {
        Map<String, Bytes> messages = messages();
        messages.forEach((signedKind, signedMessage) -> {
            Bytes signature = KEY.sign(signedMessage);
            messages.forEach((kind, message) -> assertEquals(
                    kind.equals(signedKind),
                    Ed25519.verify(KEY.publicKey(), message, signature),
                    signedKind + " as " + kind));
        });
        assertEquals(8, messages.size());
    }

    @Test
    void theMessagesAreThoseThatAreReallySigned() {
        Map<String, Bytes> messages = messages();
        FeedHead head = FeedHead.sign(KEY, 7, PARTY.hash());
        assertEquals(KEY.sign(messages.get("feed head")), head.signature());
        Claim claim = new Unknown("org.example.claim", KEY.publicKey().bytes());
        Bytes encoded = Payload.of(KEY.publicKey(), PARTY, claim, List.of(), 1)
                .sign(KEY)
                .encoded();
        assertEquals(KEY.sign(messages.get("org.example.claim")), encoded.slice(encoded.size() - 64, encoded.size()));
    }

    @Test
    void aFeedsHeadIsNoCredentialsSignatureAndTheOtherWayRound() {
        Claim claim = new Unknown("org.example.claim", Bytes.EMPTY);
        Credential credential =
                Payload.of(KEY.publicKey(), PARTY, claim, List.of(), 1).sign(KEY);
        Bytes encoded = credential.encoded();
        Bytes signature = encoded.slice(encoded.size() - 64, encoded.size());
        FeedHead head = FeedHead.sign(KEY, 7, credential.hash());
        assertEquals(true, head.isAuthentic());
        assertEquals(false, new FeedHead(head.feed(), head.length(), head.chain(), signature).isAuthentic());
        assertEquals(false, Ed25519.verify(KEY.publicKey(), signed(credential.payload()), head.signature()));
    }
}
