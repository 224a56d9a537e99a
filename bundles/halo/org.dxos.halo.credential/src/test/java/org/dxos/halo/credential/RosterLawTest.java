package org.dxos.halo.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** Random graphs of credentials by honest people and others, over several replicas that do not see all of each other. */
class RosterLawTest {
    @Test
    void theRosterIsAFunctionOfTheSetOfCredentials() {
        Map<Reason, Integer> seen = new EnumMap<>(Reason.class);
        Seeds.each(getClass().getName(), 2_000, 100_000, random -> {
            RandomParty party = new RandomParty(random);
            party.run(random.between(5, 30));
            List<Credential> all = party.all();
            Roster roster = Roster.empty(party.id()).with(all);
            assertEquals(roster, inBatches(party, random, random.shuffled(all)));
            assertEquals(roster, inBatches(party, random, random.shuffled(all)));
            assertEquals(roster, inBatches(party, random, all));
            if (random.chance(0.1)) {
                assertEquals(roster, inBatches(party, random, parsedAgain(all)));
            }
            assertSound(roster);
            roster.decisions().forEach(decision -> seen.merge(decision.reason(), 1, Integer::sum));
        });
        if (System.getProperty("dxos.seed", "").isEmpty()) {
            assertEquals(Set.of(Reason.values()), seen.keySet(), "every reason comes up: " + seen);
        }
    }

    private static List<Credential> parsedAgain(List<Credential> credentials) throws MalformedException {
        List<Credential> parsed = new ArrayList<>();
        for (Credential credential : credentials) {
            parsed.add(Credential.parse(credential.encoded()));
        }
        return parsed;
    }

    private static Roster inBatches(RandomParty party, SeededRandom random, List<Credential> order) {
        Roster roster = Roster.empty(party.id());
        int at = 0;
        while (at < order.size()) {
            int end = Math.min(order.size(), at + random.between(1, 6));
            roster = roster.with(order.subList(at, end));
            roster = random.chance(0.3) ? roster.with(order.subList(random.below(end), end)) : roster;
            at = end;
        }
        return roster;
    }

    /** What must hold of every roster, judged by its decisions alone. */
    private static void assertSound(Roster roster) {
        List<Hash> order = new ArrayList<>();
        Set<Hash> accepted = new HashSet<>();
        for (Decision decision : roster.decisions()) {
            Credential credential = decision.credential();
            if (decision.reason() == Reason.PARENT_MISSING || decision.reason() == Reason.FORGED) {
                continue;
            }
            assertTrue(
                    decision.reason() == Reason.WRONG_PARTY || order.containsAll(credential.parents()),
                    "parents come first");
            order.add(credential.hash());
            if (decision.isAccepted()) {
                assertTrue(credential.isAuthentic());
                assertTrue(accepted.containsAll(decision.grounds()), "grounds are accepted before");
                assertTrue(decision.reason() == Reason.GENESIS
                        || !decision.grounds().isEmpty());
                accepted.add(credential.hash());
            }
        }
        assertEquals(new HashSet<>(order).size(), order.size());
        for (FeedKey feed : roster.feeds()) {
            Writer writer = roster.writer(feed).orElseThrow();
            Member member = roster.member(writer.member()).orElseThrow();
            assertEquals(member.role(), writer.role());
            assertTrue(member.devices().contains(writer.device()));
            assertTrue(roster.mayWrite(feed));
            List<Decision> chain = roster.explain(feed.key());
            assertEquals(Reason.GENESIS, chain.get(0).reason());
            assertTrue(chain.stream().allMatch(Decision::isAccepted));
        }
        assertEquals(roster.members().isEmpty(), accepted.isEmpty());
        if (!accepted.isEmpty()) {
            assertTrue(roster.members().stream().anyMatch(member -> member.role() == Role.OWNER));
        }
    }
}
