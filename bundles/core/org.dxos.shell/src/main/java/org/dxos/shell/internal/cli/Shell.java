package org.dxos.shell.internal.cli;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.dxos.base.loop.Clock;
import org.dxos.node.CommandException;
import org.dxos.shell.internal.output.Format;
import org.dxos.shell.internal.output.Io;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Plain;
import org.dxos.shell.internal.output.Printer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands: runs one of them with the words that follow it. Any thread. */
public final class Shell {
    /** A label that takes the rest of the line as it is; options stand before it. */
    private static final List<String> FREE = List.of("<word>", "<text>", "<value>");

    private static final String OUTPUT = "output";

    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private final Services services;
    private final Clock clock;

    public Shell(List<Scope> scopes, Services services, Clock clock) {
        scopes.forEach(scope -> this.scopes.put(scope.name(), scope));
        this.services = services;
        this.clock = clock;
    }

    public Services services() {
        return services;
    }

    public List<String> scopes() {
        return List.copyOf(scopes.keySet());
    }

    /** Every command as {@code scope:name}, in the order of their scopes. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String scope : scopes.keySet()) {
            line(scope, call(Session.NONE)).getSubcommands().keySet().stream()
                    .sorted()
                    .forEach(command -> names.add(scope + ":" + command));
        }
        return names;
    }

    /**
     * What a command takes.
     *
     * @throws CommandException when there is no such command
     */
    public CommandSpec spec(String name) {
        String scope = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
        if (!scopes.containsKey(scope)) {
            throw Failures.notFound("there are no commands \"" + Plain.line(scope) + "\"; there are "
                    + String.join(", ", scopes.keySet()));
        }
        CommandLine line = line(scope, call(Session.NONE));
        if (!name.contains(":")) {
            return line.getCommandSpec();
        }
        CommandLine command = line.getSubcommands().get(name.substring(scope.length() + 1));
        if (command == null) {
            throw Failures.notFound("there is no command \"" + Plain.line(name) + "\"; there are "
                    + line.getSubcommands().keySet().stream()
                            .sorted()
                            .map(sub -> scope + ":" + sub)
                            .collect(Collectors.joining(", ")));
        }
        return command.getCommandSpec();
    }

    /** The help of a command. */
    public String help(String name, boolean colour) {
        CommandSpec spec = spec(name);
        String scope = spec.parent() == null ? spec.name() : spec.parent().name();
        return spec.commandLine()
                .getUsageMessage(colour ? Ansi.ON : Ansi.OFF)
                .replace(scope + " " + spec.name(), scope + ":" + spec.name());
    }

    /**
     * Runs a command and prints what it gives.
     *
     * @return with {@code -q} the result as a value, else null
     * @throws CommandException when it could not be done; nothing else is thrown
     */
    public @Nullable Object run(String scope, String command, List<String> arguments, Io io, Session session) {
        try {
            return runUnguarded(scope, command, arguments, io, session);
        } catch (CommandLine.ExecutionException e) {
            throw Failures.of(e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            throw Failures.of(e);
        }
    }

    private @Nullable Object runUnguarded(
            String scope, String command, List<String> arguments, Io io, Session session) {
        spec(scope + ":" + command);
        List<String> words = new ArrayList<>(arguments);
        words.add(0, command);
        Call call = new Call(this, session, clock, new Printer(io, Format.TABLE, false));
        CommandLine line = line(scope, call);
        ParseResult parsed = parse(line, words, scope + ":" + command);
        if (parsed.subcommand().isUsageHelpRequested()) {
            io.out().print(help(scope + ":" + command, io.colour()));
            io.out().flush();
            return null;
        }
        OutputOptions options = Objects.requireNonNull(parsed.subcommand()
                                        .commandSpec()
                                        .mixins()
                                        .get(OUTPUT))
                                .userObject()
                        instanceof OutputOptions found
                ? found
                : new OutputOptions();
        Printer printer = new Printer(io, options.format, options.quiet);
        call.use(printer);
        new RunLast().execute(parsed);
        Object result = parsed.subcommand().commandSpec().commandLine().getExecutionResult();
        if (!(result instanceof Output output)) {
            return null;
        }
        printer.print(output);
        return options.quiet ? Printer.value(output, options.format) : null;
    }

    /** A call that prints nothing. */
    Call call(Session session) {
        Io nowhere = new Io(System.out, System.err, InputStream.nullInputStream(), false, false, 0);
        return new Call(this, session, clock, new Printer(nowhere, Format.TABLE, true));
    }

    private static ParseResult parse(CommandLine line, List<String> words, String name) {
        try {
            return line.parseArgs(words.toArray(new String[0]));
        } catch (ParameterException e) {
            String message = Plain.lines(String.valueOf(e.getMessage()));
            String hint = suggestions(e);
            throw Failures.usage(message + hint + "\nSee " + name + " --help");
        }
    }

    private static String suggestions(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        return "";
    }

    private CommandLine line(String scope, Call call) {
        Scope found = scopes.get(scope);
        if (found == null) {
            throw Failures.notFound("there are no commands \"" + Plain.line(scope) + "\"");
        }
        CommandLine line = new CommandLine(found.commands().apply(call));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        for (CommandLine command : line.getSubcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            spec.addMixin(OUTPUT, CommandSpec.forAnnotatedObject(new OutputOptions()));
            spec.usageMessage().width(100);
            command.setCaseInsensitiveEnumValuesAllowed(true);
            command.registerConverter(Duration.class, Spans::parse);
            command.setStopAtPositional(
                    spec.positionalParameters().stream().anyMatch(parameter -> FREE.contains(parameter.paramLabel())));
        }
        return line;
    }
}
