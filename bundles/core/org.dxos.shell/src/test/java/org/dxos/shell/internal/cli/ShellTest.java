package org.dxos.shell.internal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dxos.node.CommandException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

class ShellTest {
    private final Console console = new Console(Optional.empty(), List.of());

    @Test
    void documentsEveryCommandAndOptionWithAnExample() {
        for (String name : console.shell().names()) {
            CommandSpec spec = console.shell().spec(name);
            List<ArgSpec> arguments = new ArrayList<>(spec.options());
            arguments.addAll(spec.positionalParameters());
            for (ArgSpec argument : arguments) {
                assertTrue(argument.description().length > 0, name + " " + argument.paramLabel());
            }
            assertEquals(1, spec.usageMessage().description().length, name);
            String help = console.run(name, "--help");
            assertTrue(help.contains("Example:  " + name), name + "\n" + help);
            assertTrue(help.contains("Usage: " + name), name + "\n" + help);
            assertEquals(0, console.exitCode(), name);
            assertEquals(help, console.run("shell:help", name));
        }
    }

    @Test
    void givesExamplesWhoseOptionsExist() {
        for (String name : console.shell().names()) {
            String help = console.run(name, "--help");
            for (String line :
                    help.lines().filter(text -> text.contains("Example:")).toList()) {
                for (String word : line.split("\\s+")) {
                    if (word.matches("--?[a-z][a-z-]*")) {
                        assertTrue(console.shell().spec(name).findOption(word) != null, name + " " + word);
                    }
                }
            }
        }
    }

    @Test
    void listsInTheReadmeWhatThereIs() throws IOException {
        String table = console.shell().names().stream()
                .map(name -> row(name, console.shell().spec(name)))
                .collect(Collectors.joining("\n", "| command | takes | purpose |\n|---|---|---|\n", "\n"));
        Path readme = Path.of("README.md");
        String text = Files.readString(readme, StandardCharsets.UTF_8);
        if (!text.contains(table)) {
            Files.createDirectories(Path.of("target"));
            Files.writeString(Path.of("target/commands.md"), table);
        }
        assertTrue(text.contains(table), "README.md lacks the table that was written to target/commands.md");
    }

    private static String row(String name, CommandSpec spec) {
        String takes = spec.positionalParameters().stream()
                .map(parameter ->
                        parameter.arity().min() == 0 ? "[" + parameter.paramLabel() + "]" : parameter.paramLabel())
                .collect(Collectors.joining(" "));
        String options = spec.options().stream()
                .filter(option ->
                        !List.of("--help", "--output", "--quiet", "--party").contains(option.longestName()))
                .map(option -> "[" + option.longestName() + "]")
                .sorted()
                .collect(Collectors.joining(" "));
        String words = (options + " " + takes).strip();
        return "| `" + name + "` | " + (words.isEmpty() ? "" : "`" + words + "`") + " | "
                + String.join(" ", spec.usageMessage().description()).replace("|", "\\|") + " |";
    }

    @Test
    void tellsWhatIsWrongWithALineAndProposesBetter() {
        console.run("item:list", "--typ", "task");
        assertEquals(CommandException.USAGE, console.exitCode());
        assertTrue(console.err().contains("--type"), console.err());
        assertTrue(console.err().contains("item:list --help"), console.err());

        console.run("item:lst");
        assertEquals(CommandException.NOT_FOUND, console.exitCode());
        assertTrue(console.err().contains("item:list"), console.err());

        console.run("itm:list");
        assertEquals(CommandException.NOT_FOUND, console.exitCode());
        assertTrue(console.err().contains("item"), console.err());

        console.run("item:show");
        assertEquals(CommandException.USAGE, console.exitCode());
        assertTrue(console.err().contains("<item>"), console.err());

        console.run("item:list", "-o", "xml");
        assertEquals(CommandException.USAGE, console.exitCode());
        assertTrue(console.err().toLowerCase(java.util.Locale.ROOT).contains("jsonl"), console.err());

        console.run("query:watch", "--for", "soon");
        assertEquals(CommandException.USAGE, console.exitCode());
        assertTrue(console.err().contains("30s"), console.err());
        assertEquals("", console.out());
    }

    @Test
    void knowsWhatAWordThatIsNoCommandMayMean() {
        assertEquals(
                "there is no command \"list:item\"; help lists them",
                console.shell().unknown("list:item").getMessage());
        assertEquals(
                "there is no command \"tree\"; did you mean item:tree?",
                console.shell().unknown("tree").getMessage());
        assertTrue(console.shell().unknown("link:lst").getMessage().contains("link:create, link:delete, link:list"));
        assertTrue(console.shell().unknown("link").getMessage().contains("link:create, link:delete, link:list"));
        assertEquals(
                "there is no command \"\\u001b[2J\"; help lists them",
                console.shell().unknown("\u001b[2J").getMessage());
        assertEquals(CommandException.USAGE, console.shell().unknown("x").exitCode());
    }

    @Test
    void neverSendsWhatATypedWordHoldsToTheTerminal() {
        console.run("item:list", "--\u001b[31m");
        assertFalse(console.err().contains("\u001b"), console.err());
        console.run("text:insert", "3f", "\u001b]0;x\u0007", "a");
        assertFalse(console.err().contains("\u001b"), console.err());
    }

    @Test
    void saysWhichServiceIsMissing() {
        for (String name :
                List.of("party:list", "node:info", "deploy:list", "health:check", "log:tail", "node:config")) {
            console.run(name);
            assertEquals(CommandException.FAILED, console.exitCode(), name);
            assertTrue(console.err().contains("there is no"), console.err());
        }
    }

    @Test
    void helpsInJson() {
        String json = console.run("shell:help", "party", "-o", "json");
        assertTrue(json.startsWith("["), json);
        assertTrue(
                json.contains("\"example\": \"party:create home\"")
                        || json.contains("\"example\":\"party:create home\""),
                json);
    }
}
