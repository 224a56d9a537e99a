package org.dxos.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.echo.model.ItemId;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTextTest {
    private static final ItemId ROOT = FieldItem.id(0);

    private final List<Item> items = List.of(
            FieldItem.of(0, Map.of("name", "home")).typed("list"),
            FieldItem.of(1, Map.of("name", "apples", "priority", 5L, "owner", "ada"))
                    .typed("task")
                    .under(ROOT),
            FieldItem.of(2, Map.of("name", "bread", "priority", 2.5))
                    .typed("task")
                    .under(ROOT),
            FieldItem.of(3, Map.of("name", "avocado", "priority", 9L, "tags", List.of("green", "ripe")))
                    .typed("task"),
            FieldItem.of(4, Map.of("type", "x", "done", true)).typed("note").deleted(),
            FieldItem.of(5, Map.of()).typed("blocks").link(ROOT, FieldItem.id(1)),
            FieldItem.of(6, Map.of()).typed("chess").in(Status.DORMANT));
    private final View view = new ItemsView(items);

    private List<Integer> found(String text) {
        return QueryText.parse(text).run(view).stream().map(items::indexOf).toList();
    }

    @Test
    void selectsEverythingVisibleByTheEmptyText() {
        assertEquals(List.of(0, 1, 2, 3, 5, 6), found(""));
        assertEquals(List.of(0, 1, 2, 3, 5, 6), found(" \t\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type=task                                   | 1,2,3",
                "type = task and priority > 3                | 1,3",
                "priority>2.4 and priority<=5                | 1,2",
                "priority=2.50                               | 2",
                "priority!=5                                 | 2,3",
                "name^=a or name^='b'                        | 1,2,3",
                "type=task and (name^=\"a\" or not has owner)| 1,2,3",
                "type=task and not has owner                 | 2,3",
                "not (type=task or type=list)                | 5,6",
                "NOT type in (task, list)                    | 5,6",
                "name in (bread, 'home')                     | 0,2",
                "tags*=ripe                                  | 3",
                "name*=oca                                   | 3",
                "status=dormant                              | 6",
                "status!=live                                | 6",
                "kind=links                                  | 5",
                "kind=items and roots                        | 0,3,6",
                "deleted=only                                | 4",
                "deleted=show and \"type\"=x                 | 4",
                "deleted=show and done=true                  | 4",
                "type^=ta and type*=sk                       | 1,2,3",
                "type=task and type=list                     | ''",
                "model=dxos.model/object and type=list       | 0",
                "name=\"a\\u0070ples\"                       | 1",
            })
    void findsWhatItSays(String text, String expected) {
        List<Integer> numbers = expected.equals("''")
                ? List.of()
                : java.util.Arrays.stream(expected.split(","))
                        .map(Integer::valueOf)
                        .toList();
        assertEquals(numbers, found(text));
    }

    @Test
    void sortsAndCuts() {
        assertEquals(List.of(3, 1, 2), found("type=task order by priority desc"));
        assertEquals(List.of(2, 1), found("type=task order by priority limit 2"));
        assertEquals(List.of(1, 3, 2, 0), found("has name order by name, priority"));
        assertEquals(List.of(2, 3, 1, 0), found("has name order by type desc, name desc"));
        assertEquals(List.of(0, 1), found("limit 2"));
        assertEquals(2, QueryText.parse("type=task limit 2").count(view));
    }

    @Test
    void putsItemsWithoutTheSortedFieldLast() {
        assertEquals(List.of(1, 0, 2, 3, 5, 6), found("order by owner"));
        assertEquals(List.of(1, 0, 2, 3, 5, 6), found("order by owner desc"));
    }

    @Test
    void takesIdsOfItems() {
        assertEquals(List.of(1, 2), found("parent=" + ROOT.hex()));
        assertEquals(List.of(5), found("source=" + ROOT.hex()));
        assertEquals(
                List.of(0, 1),
                found("id in (" + ROOT.hex() + "," + FieldItem.id(1).hex() + ")"));
        assertEquals(List.of(0), found("id^=" + ROOT.hex().substring(0, 8)));
        List<Item> named = QueryText.parse("parent=home", word -> ROOT).run(view);
        assertEquals(2, named.size());
    }

    @Test
    void handsToTheQueryWhatAnIndexCanServe() {
        Query query = QueryText.parse("type=task and parent=" + ROOT.hex() + " and priority>3 and deleted=show")
                .query();
        assertEquals(Optional.of("task"), query.type());
        assertEquals(Optional.of(ROOT), query.parent());
        assertEquals(Query.Deleted.SHOW, query.deleted());
        assertEquals(
                Optional.empty(), QueryText.parse("type=a or type=b").query().type());
        assertEquals(
                Optional.of(ROOT), QueryText.parse("id=" + ROOT.hex()).query().id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type=                     | 5  | a text",
                "type=task and             | 13 | a comparison such as name=value",
                "priority >> 3             | 10 | a value",
                "priority ! 3              | 9  | one of = != < <= > >= ^= *= ~",
                "(type=task                | 10 | and, or, or )",
                "type=task)                | 9  | and, or, order by, limit, or the end of the query",
                "type=task name=x          | 10 | and, or, order by, limit, or the end of the query",
                "name='abc                 | 9  | the quote that ends the text begun at character 6",
                "name=\"a\\q\"              | 8  | one of",
                "name=\"\\u12g4\"           | 10 | four hexadecimal digits after \\u",
                "has                       | 3  | the name of a field",
                "id=xyz                    | 3  | the id of an item",
                "id>3                      | 2  | one of = != ^= *= after id",
                "kind=boxes                | 5  | one of both, items, links",
                "deleted>only              | 7  | =",
                "status=asleep             | 7  | one of live, dormant, faulted, outdated",
                "roots or type=a           | 0  | outside of or, not and ()",
                "type=a and (b=1 or roots) | 19 | outside of or, not and ()",
                "not deleted=only          | 4  | outside of or, not and ()",
                "order name                | 6  | by after order",
                "order by                  | 8  | the name of a field",
                "limit 0                   | 6  | a number from 1 to 2147483647",
                "limit 3 and a=1           | 8  | the end of the query",
                "x in 3                    | 5  | ( after in",
                "x in (3                   | 7  | , or )",
                "x^=3                      | 3  | a text after ^=",
                "x=99999999999999999999    | 2  | a whole number of at most 64 bits",
                "x=1;                      | 3  | a name, a value in quotes, or an operator",
            })
    void saysWhereItIsWrongAndWhatWasExpected(String text, int position, String expected) {
        QuerySyntaxException e = assertThrows(QuerySyntaxException.class, () -> QueryText.parse(text));
        assertEquals(position, e.position(), e.getMessage());
        assertTrue(e.expected().contains(expected), e.getMessage());
        assertTrue(e.getMessage().startsWith("at character " + (position + 1) + ": expected "), e.getMessage());
        String[] pointer = e.pointer().split("\n");
        assertEquals(position, pointer[1].indexOf('^'));
        assertEquals(text, pointer[0]);
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        String longest = "x=" + "a".repeat(QueryText.MAX_LENGTH - 2);
        QueryText.parse(longest);
        assertThrows(QuerySyntaxException.class, () -> QueryText.parse(longest + "a"));
        int deep = QueryText.MAX_DEPTH;
        QueryText.parse("(".repeat(deep) + "a=1" + ")".repeat(deep));
        QueryText.parse("not ".repeat(deep) + "a=1");
        assertThrows(
                QuerySyntaxException.class, () -> QueryText.parse("(".repeat(deep + 1) + "a=1" + ")".repeat(deep + 1)));
        assertThrows(QuerySyntaxException.class, () -> QueryText.parse("not ".repeat(deep + 1) + "a=1"));
    }

    @Test
    void showsControlCharactersOfTheTextAsSpaces() {
        QuerySyntaxException e = assertThrows(QuerySyntaxException.class, () -> QueryText.parse("a=\"\u001b[31m\" b"));
        assertTrue(e.pointer().chars().allMatch(c -> c == '\n' || !Character.isISOControl(c)));
    }

    @Test
    void readsOrRefusesAnyTextAtOnce() {
        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> Seeds.each("QueryTextTest.fuzz", 20_000, 2_000_000, random -> {
                    String text = random.chance(0.2) ? random.text(random.below(60)) : tokens(random);
                    try {
                        found(text);
                    } catch (QuerySyntaxException e) {
                        assertTrue(e.position() >= 0 && e.position() <= text.length());
                    }
                }));
    }

    @Test
    void meansTheSameAsTheFormulaItWasWrittenFrom() {
        Seeds.each("QueryTextTest.formula", 3_000, 300_000, random -> {
            Formula formula = Formula.random(random, 4);
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                if (!((FieldItem) items.get(i)).isDeleted()
                        && formula.condition().holds(items.get(i))) {
                    expected.add(i);
                }
            }
            assertEquals(expected, found(formula.text()), formula.text());
        });
    }

    private static String tokens(SeededRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.below(20); i > 0; i--) {
            text.append(random.pick(
                            "type", "name", "roots", "kind", "=", "!=", "<", ">=", "^=", "*=", "(", ")", ",", "and",
                            "or", "not", "has", "in", "order", "by", "limit", "desc", "3", "-2.5e3", "'x'", "\"y", "\\",
                            "true", "links", "deleted", "only", "id", "$", "\u0000"))
                    .append(random.chance(0.8) ? " " : "");
        }
        return text.toString();
    }

    /** A condition and the text that says the same. */
    private record Formula(Condition condition, String text) {
        static Formula random(SeededRandom random, int depth) {
            int kind = depth == 0 ? 3 + random.below(4) : random.below(7);
            switch (kind) {
                case 0 -> {
                    Formula a = random(random, depth - 1);
                    Formula b = random(random, depth - 1);
                    return new Formula(a.condition.and(b.condition), "(" + a.text + ") and (" + b.text + ")");
                }
                case 1 -> {
                    Formula a = random(random, depth - 1);
                    Formula b = random(random, depth - 1);
                    return new Formula(a.condition.or(b.condition), "(" + a.text + ") or (" + b.text + ")");
                }
                case 2 -> {
                    Formula a = random(random, depth - 1);
                    return new Formula(a.condition.not(), "not (" + a.text + ")");
                }
                case 3 -> {
                    String type = random.pick("task", "list", "note", "other");
                    return new Formula(item -> item.type().equals(type), "type=" + type);
                }
                case 4 -> {
                    long value = random.below(10);
                    return new Formula(Conditions.greater("priority", value), "priority > " + value);
                }
                case 5 -> {
                    String prefix = random.pick("a", "b", "ho", "");
                    return new Formula(Conditions.startsWith("name", prefix), "name ^= \"" + prefix + "\"");
                }
                default -> {
                    String field = random.pick("owner", "tags", "name");
                    return new Formula(Conditions.has(field), "has " + field);
                }
            }
        }
    }
}
