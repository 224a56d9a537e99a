package org.dxos.shell.internal.command;

import java.util.List;
import org.dxos.echo.Party;
import org.dxos.echo.Schema;
import org.dxos.echo.SchemaField;
import org.dxos.echo.SchemaItem;
import org.dxos.echo.Schemas;
import org.dxos.echo.Violation;
import org.dxos.echo.model.ItemId;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.cli.PartyOption;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Plain;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "schema", description = "What items of a type look like, by choice of the party.")
final class SchemaCommands {
    private final Call call;

    SchemaCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "declare",
            description = "Say what items of a type look like, or say it anew. Fields that are not named stay free.",
            footer = {
                "%nA field is path:kind with ! behind it when it must be there. Kinds: text, number, integer, boolean, time, bytes,",
                "list, map, reference (or reference:type), any. A range is =1..5, a list of values =open,done.",
                "%nExample:  schema:declare task title:text! priority:integer=1..5 state:text=open,done",
                "%nExample:  schema:declare --enforce task title:text! owner:reference:person"
            })
    Output declare(
            @Mixin PartyOption.Write at,
            @Option(
                            names = "--enforce",
                            description = "Refuse writes of nodes that take part if an item would violate it.")
                    boolean enforce,
            @Parameters(paramLabel = "<type>", description = "The type of the items.") String type,
            @Parameters(paramLabel = "<field>", arity = "1..*", description = "Such as title:text!.")
                    List<String> fields) {
        Schema schema = Schema.of(type, fields.toArray(String[]::new)).enforced(enforce);
        Party party = call.party(at.party);
        ItemId id = Schemas.declare(party, schema, at.level);
        return new Output.Made(new Row()
                .with("id", new Ident(id.hex()))
                .with("type", type)
                .with("enforced", enforce)
                .with("fields", fields));
    }

    @Command(name = "list", description = "The schemas of a party.", footer = "%nExample:  schema:list")
    Output list(@Mixin PartyOption at) {
        List<Row> rows = Schemas.of(call.party(at.party).view()).stream()
                .map(SchemaCommands::row)
                .toList();
        return new Output.Rows(rows, List.of("id", "type", "enforced", "fields", "contradictions"), "No schemas.");
    }

    @Command(name = "show", description = "What a schema says of each field.", footer = "%nExample:  schema:show task")
    Output show(
            @Mixin PartyOption at,
            @Parameters(paramLabel = "<type>", description = "The type of the items.") String type) {
        List<Row> rows = Schemas.of(call.party(at.party).view()).stream()
                .flatMap(item -> item.schema().stream())
                .filter(schema -> schema.type().equals(type))
                .flatMap(schema -> schema.fields().stream().map(field -> row(schema, field)))
                .toList();
        if (rows.isEmpty()) {
            throw Failures.notFound("there is no schema of \"" + Plain.line(type) + "\" in force; see schema:list");
        }
        return new Output.Rows(rows, List.of("field", "kind", "required", "enforced", "written"), "");
    }

    @Command(
            name = "check",
            description = "Where items are not as the schemas say, whoever wrote them.",
            footer = "%nExample:  schema:check task")
    Output check(
            @Mixin PartyOption at,
            @Parameters(paramLabel = "<type>", arity = "0..1", description = "Items of this type only.") @Nullable
                    String type) {
        List<Row> rows = Schemas.violations(call.party(at.party).view(), type == null ? "" : type).stream()
                .map(SchemaCommands::row)
                .toList();
        return new Output.Rows(rows, List.of("item", "type", "field", "what"), "No item violates a schema.");
    }

    private static Row row(SchemaItem item) {
        return new Row()
                .with("id", new Ident(item.item().hex()))
                .with("type", item.type())
                .with("enforced", item.schema().map(Schema::enforced).orElse(false))
                .with(
                        "fields",
                        item.schema()
                                .map(schema -> schema.fields().stream()
                                        .map(SchemaField::text)
                                        .toList())
                                .orElse(List.of()))
                .with("contradictions", item.contradictions());
    }

    private static Row row(Schema schema, SchemaField field) {
        return new Row()
                .with("field", field.path())
                .with("kind", field.kind().word())
                .with("required", field.required())
                .with("enforced", schema.enforced())
                .with("written", field.text());
    }

    private static Row row(Violation violation) {
        return new Row()
                .with("item", new Ident(violation.item().hex()))
                .with("type", violation.type())
                .with("field", violation.field())
                .with("what", violation.what());
    }
}
