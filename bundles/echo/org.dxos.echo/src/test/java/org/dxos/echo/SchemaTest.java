package org.dxos.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.SchemaField.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaTest {
    private static final FieldItem ANN = FieldItem.of(1, Map.of()).typed("person");
    private static final FieldItem SHOP = FieldItem.of(2, Map.of()).typed("shop");
    private static final FieldItem GONE =
            FieldItem.of(3, Map.of()).typed("person").deleted();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title:text",
                "title:text!",
                "priority:integer=1..5",
                "priority:integer=..5!",
                "weight:number=0.5..",
                "state:text=open,done!",
                "size:integer=1,2,3",
                "owner:reference",
                "owner:reference:person!",
                "where.shop:any",
                "größe:number=-3",
                "tags:list",
                "due:time",
                "raw:bytes",
                "sub:map",
                "ok:boolean"
            })
    void a_field_is_written_as_it_is_read(String text) {
        assertEquals(text, SchemaField.parse(text).text());
        assertEquals(
                SchemaField.parse(text),
                SchemaField.parse(SchemaField.parse(text).text()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title | is written like",
                "'' | is written like",
                ":text | is written like",
                "a..b:text | is written like",
                "a[0]:text | is written like",
                "a:b:c:d | is written like",
                "title:prose | \"prose\" is no kind; there are text, number",
                "title:Text | is no kind",
                "title:text:person | a type comes behind reference only",
                "owner:reference: | a type comes behind reference only",
                "n:integer= | no values behind =",
                "n:integer=1..x | \"x\" is no number",
                "n:number=1e999999999.. | is no number"
            })
    void a_field_that_cannot_be_read_is_refused_with_words(String text, String words) {
        EchoException refusal = assertThrows(EchoException.class, () -> SchemaField.parse(text));
        assertEquals(Code.INVALID, refusal.code());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:text a:integer | a is there twice",
                "a:integer=5..1 | no integer lies between the least and the most of a, 5 and 1",
                "a:integer=0.2..0.8 | no integer lies between",
                "a:number=0.8..0.2 | no number lies between",
                "a:text b:map a.b:text | a.b cannot be: a is of kind text, not a map",
                "a:list a.b.c:text | a.b.c cannot be: a is of kind list, not a map",
                "a:integer=1,two | \"two\" cannot be a value of a, which is of kind integer",
                "a:integer=1,2.5 | \"2.5\" cannot be a value of a",
                "a:text=x,y,x | a lists a value twice",
                "a:text=x,,y | \"\" cannot be a value of a",
                "a:boolean=true | cannot be listed: it is of kind boolean",
                "a:text=1..2 b:time=1..2 | cannot be listed: it is of kind time"
            })
    void a_schema_that_contradicts_itself_is_refused_with_words(String fields, String words) {
        EchoException refusal = assertThrows(EchoException.class, () -> Schema.of("task", fields.split(" ")));
        assertEquals(Code.INVALID, refusal.code());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }

    @Test
    void a_schema_made_of_parts_is_checked_like_one_that_is_read() {
        SchemaField text = SchemaField.of("a", Kind.TEXT);
        assertContradicts("which has no least and most", text.between(Optional.of(BigDecimal.ONE), Optional.empty()));
        assertContradicts("which only a reference", text.target("person"));
        assertContradicts(
                "which only a reference", SchemaField.of("a", Kind.REFERENCE).target("a=b"));
        assertContradicts("is no path", SchemaField.of("a b", Kind.TEXT));
        assertContradicts("is no path", SchemaField.of("a.".repeat(200_000) + "b", Kind.TEXT));
        assertContradicts("cannot be a value", text.oneOf(List.of("a,b")));
        assertContradicts("cannot be a value", text.oneOf(List.of("wow!")));
        assertContradicts(
                "both a list of values and a range",
                SchemaField.parse("a:integer=1..2").oneOf(List.of("1")));
        assertEquals(List.of("it is for no type", "it has no field"), Schema.contradictions("", List.of()));
        assertEquals(List.of("schemas themselves have no schema"), Schema.contradictions(Schemas.TYPE, List.of(text)));
        List<SchemaField> many = java.util.stream.IntStream.rangeClosed(0, Schema.MOST_FIELDS)
                .mapToObj(i -> SchemaField.of("f" + i, Kind.ANY))
                .toList();
        assertEquals(List.of("it has 201 fields, and may have 200"), Schema.contradictions("task", many));
    }

    private static void assertContradicts(String words, SchemaField field) {
        List<String> found = Schema.contradictions("task", List.of(field));
        assertEquals(1, found.size(), found.toString());
        assertTrue(found.get(0).contains(words), found.toString());
    }

    @Test
    void each_kind_takes_its_values_and_no_others() {
        Map<String, Object> values = Map.of(
                "text",
                "x",
                "integer",
                3L,
                "number",
                0.5,
                "boolean",
                true,
                "time",
                Instant.EPOCH,
                "bytes",
                Bytes.utf8("x"),
                "list",
                List.of(),
                "map",
                Map.of(),
                "reference",
                ANN.id().hex());
        Map<Kind, List<String>> taken = Map.of(
                Kind.TEXT, List.of("reference", "text"),
                Kind.INTEGER, List.of("integer"),
                Kind.NUMBER, List.of("integer", "number"),
                Kind.BOOLEAN, List.of("boolean"),
                Kind.TIME, List.of("time"),
                Kind.BYTES, List.of("bytes"),
                Kind.LIST, List.of("list"),
                Kind.MAP, List.of("map"),
                Kind.REFERENCE, List.of("reference"),
                Kind.ANY, values.keySet().stream().sorted().toList());
        for (Kind kind : Kind.values()) {
            Schema schema = new Schema("task", List.of(SchemaField.of("f", kind)), false);
            List<String> fit = values.keySet().stream()
                    .filter(name -> found(schema, Map.of("f", values.get(name))).isEmpty())
                    .sorted()
                    .toList();
            assertEquals(taken.get(kind), fit, kind.word());
        }
    }

    @Test
    void bounds_lists_and_requirements_hold_to_the_last_unit() {
        Schema schema =
                Schema.of("task", "n:integer=-2..9007199254740993", "x:number=0.1..", "s:text=a,b!", "k:number=1,2.50");
        assertEquals(List.of("s is missing"), found(schema, Map.of()));
        assertEquals(List.of(), found(schema, Map.of("s", "a", "n", 9007199254740993L, "x", 0.1, "k", 2.5)));
        assertEquals(List.of(), found(schema, Map.of("s", "b", "n", -2L, "x", 1L, "k", 1L)));
        assertEquals(
                List.of("n is 9007199254740994, and should be at most 9007199254740993"),
                found(schema, Map.of("s", "a", "n", 9007199254740994L)));
        assertEquals(
                List.of("x is NaN, which is not among the numbers it may be", "s is \"c\", and should be one of a, b"),
                found(schema, Map.of("s", "c", "x", Double.NaN)));
        assertEquals(List.of("k is 2, and should be one of 1, 2.50"), found(schema, Map.of("s", "a", "k", 2L)));
        assertEquals(List.of("n is -3, and should be at least -2"), found(schema, Map.of("s", "a", "n", -3L)));
        assertEquals(List.of(), found(Schema.of("task", "x:number"), Map.of("x", Double.NaN)));
    }

    @Test
    void references_that_dangle_or_lead_to_another_type_are_violations() {
        Schema schema = Schema.of("task", "owner:reference:person");
        assertEquals(List.of(), found(schema, Map.of("owner", ANN.id().hex())));
        assertEquals(List.of("owner is \"ann\", which is no id of an item"), found(schema, Map.of("owner", "ann")));
        assertEquals(
                List.of("owner refers to item " + FieldItem.id(9) + ", which is not there"),
                found(schema, Map.of("owner", FieldItem.id(9).hex())));
        assertEquals(
                List.of("owner refers to item " + GONE.id() + ", which is not there"),
                found(schema, Map.of("owner", GONE.id().hex())));
        assertEquals(
                List.of("owner refers to item " + SHOP.id()
                        + " of type \"shop\", and should refer to one of type person"),
                found(schema, Map.of("owner", SHOP.id().hex())));
        assertEquals(
                List.of(),
                found(
                        Schema.of("task", "owner:reference"),
                        Map.of("owner", SHOP.id().hex())));
    }

    @Test
    void items_that_are_schemas_are_read_and_what_is_wrong_with_them_is_told() {
        assertEquals(
                Optional.of(Schema.of("task", "a:text!").enforced(true)),
                read(Map.of("for", "task", "fields", List.of("a:text!"), "enforce", true))
                        .schema());
        assertEquals(
                Optional.of(Schema.of("task", "a:text!")),
                read(Map.of("for", "task", "fields", List.of("a:text!"))).schema());
        assertEquals(
                List.of("\"for\" is not the name of a type", "\"fields\" is not a list of fields"),
                read(Map.of()).contradictions());
        assertEquals(
                List.of("\"enforce\" is neither true nor false"),
                read(Map.of("for", "task", "fields", List.of("a:text"), "enforce", "yes"))
                        .contradictions());
        List<Object> odd = Arrays.asList(7L, null, "a:text");
        assertEquals(
                2, read(Map.of("for", "task", "fields", odd)).contradictions().size());
        assertEquals(
                List.of("a is there twice"),
                read(Map.of("for", "task", "fields", List.of("a:text", "a:map")))
                        .contradictions());
    }

    @Test
    void items_without_a_state_are_passed_over_and_schemas_without_one_have_no_effect() {
        Map<String, Object> schema = Map.of("for", "task", "fields", List.of("a:text!"));
        FieldItem declared = FieldItem.of(10, schema).typed(Schemas.TYPE);
        FieldItem task = FieldItem.of(11, Map.of()).typed("task");
        assertEquals(
                1,
                Schemas.violations(new ItemsView(List.of(declared, task)), "").size());
        assertEquals(
                1,
                Schemas.violations(new ItemsView(List.of(declared, task)), "task")
                        .size());
        assertEquals(List.of(), Schemas.violations(new ItemsView(List.of(declared, task)), "note"));
        assertEquals(List.of(), Schemas.violations(new ItemsView(List.of(declared, task.in(Status.DORMANT))), ""));
        assertEquals(List.of(), Schemas.violations(new ItemsView(List.of(declared.deleted(), task)), ""));
        ItemsView dormant = new ItemsView(List.of(declared.in(Status.DORMANT), task));
        assertEquals(List.of(), Schemas.violations(dormant, ""));
        assertTrue(Schemas.of(dormant).get(0).contradictions().get(0).startsWith("it cannot be read"));
    }

    private static SchemaItem read(Map<String, Object> values) {
        return SchemaItem.read(FieldItem.id(10), values::get);
    }

    private static List<String> found(Schema schema, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        ItemsView view = new ItemsView(List.of(ANN, SHOP, GONE));
        return schema
                .violations(FieldItem.id(20), all::get, id -> view.item(id)
                        .filter(item -> !item.isDeleted())
                        .map(Item::type))
                .stream()
                .map(violation -> violation.field() + " " + violation.what())
                .toList();
    }
}
