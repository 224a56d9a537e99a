package org.dxos.model.messenger.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.dxos.model.messenger.MessageId;
import org.junit.jupiter.api.Test;

/** The two persistent collections against those of the JDK. */
class PersistentTest {
    @Test
    void aVectorIsAListAndItsVersionsStayAsTheyWere() {
        Seeds.forEach(20, random -> {
            Vector<Integer> vector = Vector.empty();
            List<Integer> list = new ArrayList<>();
            List<Vector<Integer>> versions = new ArrayList<>();
            List<List<Integer>> copies = new ArrayList<>();
            int steps = 1 + random.nextInt(3_000);
            for (int i = 0; i < steps; i++) {
                if (random.nextInt(5) > 0 || list.isEmpty()) {
                    vector = vector.plus(i);
                    list.add(i);
                } else {
                    int at = random.nextInt(list.size());
                    vector = vector.with(at, -i);
                    list.set(at, -i);
                }
                if (random.nextInt(100) == 0) {
                    versions.add(vector);
                    copies.add(List.copyOf(list));
                }
            }
            assertEquals(list, vector);
            assertEquals(copies, versions);
        });
    }

    @Test
    void aVectorGrowsThroughEveryLevel() {
        Vector<Integer> vector = Vector.empty();
        assertThrows(IndexOutOfBoundsException.class, () -> Vector.empty().get(0));
        for (int i = 0; i < 70_000; i++) {
            vector = vector.plus(i);
            if (i % 1_024 < 2 || i % 1_024 > 1_022) {
                assertEquals(i, vector.get(i));
                assertEquals(i / 2, vector.get(i / 2));
                assertEquals(0, vector.get(0));
            }
        }
        Vector<Integer> all = vector;
        for (int i = 0; i < 70_000; i++) {
            assertEquals(i, all.get(i));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> all.get(70_000));
        assertThrows(IndexOutOfBoundsException.class, () -> all.with(70_000, 1));
    }

    @Test
    void idsAreFoundWholeAndByTheirBeginning() {
        Seeds.forEach(20, random -> {
            TreeMap<String, Integer> map = new TreeMap<>();
            Ids ids = Ids.EMPTY;
            long mask = -1L >>> random.nextInt(60);
            for (int i = 0; i < 300; i++) {
                MessageId id = new MessageId(random.nextLong() & mask, random.nextInt(4) == 0 ? 7 : random.nextLong());
                if (!map.containsKey(id.hex())) {
                    map.put(id.hex(), i);
                    ids = ids.plus(id, i);
                }
            }
            for (String hex : map.keySet()) {
                assertEquals(map.get(hex), ids.find(MessageId.fromHex(hex)));
                String beginning = hex.substring(0, random.nextInt(33));
                var found = map.subMap(beginning, beginning + "g").values();
                Ids.Found wanted = found.size() == 1
                        ? new Ids.Found(Ids.Beginning.OF_ONE, found.iterator().next())
                        : new Ids.Found(Ids.Beginning.OF_SEVERAL, -1);
                assertEquals(
                        beginning.isEmpty() ? new Ids.Found(Ids.Beginning.OF_NONE, -1) : wanted,
                        ids.beginning(beginning));
            }
            MessageId absent = new MessageId(random.nextLong(), random.nextLong());
            assertEquals(map.getOrDefault(absent.hex(), -1), ids.find(absent));
        });
    }
}
