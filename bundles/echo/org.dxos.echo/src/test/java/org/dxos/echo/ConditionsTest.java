package org.dxos.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.dxos.base.Bytes;
import org.dxos.testkit.Seeds;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Item ITEM = FieldItem.of(
            1,
            Map.of(
                    "whole",
                    3L,
                    "real",
                    2.5,
                    "huge",
                    Long.MAX_VALUE,
                    "nan",
                    Double.NaN,
                    "text",
                    "banana",
                    "flag",
                    true,
                    "bytes",
                    Bytes.fromHex("0aff"),
                    "list",
                    List.of("a", 7L)));

    @Test
    void comparesNumbersOfBothKindsByValue() {
        assertTrue(Conditions.equal("whole", 3.0).holds(ITEM));
        assertTrue(Conditions.less("real", 3L).holds(ITEM));
        assertTrue(Conditions.greater("whole", 2).holds(ITEM));
        assertFalse(Conditions.equal("huge", (double) Long.MAX_VALUE).holds(ITEM), "2^63 is one more than the field");
        assertTrue(Conditions.less("huge", Double.POSITIVE_INFINITY).holds(ITEM));
    }

    @Test
    void comparesNothingWithWhatIsNoNumber() {
        for (Condition condition : List.of(
                Conditions.equal("nan", Double.NaN),
                Conditions.less("nan", 1L),
                Conditions.greaterOrEqual("nan", 1L),
                Conditions.equal("whole", "3"),
                Conditions.lessOrEqual("text", 3L),
                Conditions.equal("flag", "true"),
                Conditions.equal("missing", 1L),
                Conditions.greaterOrEqual("missing", 0L))) {
            assertFalse(condition.holds(ITEM));
        }
    }

    @Test
    void comparesTextsTruthValuesAndBytes() {
        assertTrue(Conditions.greaterOrEqual("text", "apple").holds(ITEM));
        assertTrue(Conditions.lessOrEqual("text", "banana").holds(ITEM));
        assertTrue(Conditions.greater("flag", false).holds(ITEM));
        assertTrue(Conditions.equal("bytes", Bytes.fromHex("0aff")).holds(ITEM));
        assertTrue(Conditions.less("bytes", Bytes.fromHex("0b")).holds(ITEM));
    }

    @Test
    void findsBeginningsPartsAndElements() {
        assertTrue(Conditions.startsWith("text", "ban").holds(ITEM));
        assertFalse(Conditions.startsWith("text", "an").holds(ITEM));
        assertFalse(Conditions.startsWith("whole", "3").holds(ITEM));
        assertTrue(Conditions.contains("text", "nan").holds(ITEM));
        assertTrue(Conditions.contains("list", 7.0).holds(ITEM));
        assertFalse(Conditions.contains("list", "7").holds(ITEM));
        assertTrue(Conditions.has("list").holds(ITEM));
        assertFalse(Conditions.has("missing").holds(ITEM));
    }

    @Test
    void joinsConditions() {
        Condition yes = Conditions.has("text");
        Condition no = Conditions.has("missing");
        assertTrue(yes.and(no.not()).holds(ITEM));
        assertFalse(yes.and(no).holds(ITEM));
        assertTrue(no.or(yes).holds(ITEM));
        assertTrue(Conditions.allOf(List.of()).holds(ITEM));
        assertFalse(Conditions.anyOf(List.of()).holds(ITEM));
    }

    @Test
    void ordersNumbersAsOneLine() {
        Seeds.each("ConditionsTest.order", 2_000, 200_000, random -> {
            Number a = random.chance(0.5) ? (Number) random.nextLong() : (Number) ((double) random.nextLong());
            Number b = random.chance(0.3) ? a : random.chance(0.5) ? (Number) random.nextLong() : (Number) 0.5;
            Item item = FieldItem.of(1, Map.of("x", a));
            int exact = decimal(a).compareTo(decimal(b));
            assertEquals(exact < 0, Conditions.less("x", b).holds(item));
            assertEquals(exact <= 0, Conditions.lessOrEqual("x", b).holds(item));
            assertEquals(exact == 0, Conditions.equal("x", b).holds(item));
            assertEquals(exact >= 0, Conditions.greaterOrEqual("x", b).holds(item));
            assertEquals(exact > 0, Conditions.greater("x", b).holds(item));
        });
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof Double ? new BigDecimal(number.doubleValue()) : new BigDecimal(number.longValue());
    }
}
