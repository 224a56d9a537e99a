package org.dxos.halo.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dxos.base.Bytes;
import org.dxos.halo.credential.Claim.Unknown;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

/** Credentials of released formats stay readable, and today's are written as they always were. */
class GoldenTest {
    private static List<Credential> today() {
        PartyWorld world = new PartyWorld();
        world.admit(TestIdentity.ALICE.device(), TestIdentity.BOB, Role.WRITER);
        world.join(TestIdentity.BOB, 0);
        world.give(Credentials.payload(
                        world.roster,
                        TestIdentity.BOB.device(),
                        new Unknown("org.example.badge", Bytes.utf8("gold")),
                        PartyWorld.NOW)
                .expiring(PartyWorld.NOW + 1)
                .sign(TestIdentity.BOB.device()));
        return world.roster.credentials();
    }

    @Test
    void theFixtureOfFormat1IsReadAndWritten() throws Exception {
        List<Credential> fixture = new ArrayList<>();
        for (String line : lines()) {
            Credential credential = Credential.parse(Bytes.fromHex(line));
            assertTrue(credential.isAuthentic());
            fixture.add(credential);
        }
        assertEquals(7, fixture.size());
        assertEquals(
                today().stream().map(Credential::encoded).toList(),
                fixture.stream().map(Credential::encoded).toList());
        Roster roster = Roster.empty(
                        new org.dxos.base.key.PartyId(fixture.get(0).hash()))
                .with(fixture);
        assertEquals(
                TestIdentity.BOB.identityKey(),
                roster.writer(TestIdentity.BOB.feedKey()).orElseThrow().member());
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(GoldenTest.class.getResourceAsStream("credentials-1.hex"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }
}
