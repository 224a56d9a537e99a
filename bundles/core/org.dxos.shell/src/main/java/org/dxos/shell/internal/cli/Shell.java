package org.dxos.shell.internal.cli;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.dxos.base.loop.Scheduler;
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
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands: runs one of them with the words that follow it. Any thread. */
public final class Shell {
    /** A label of words that begin with a verb, which no option looks like. */
    private static final String EDIT = "<word>";

    /** A label that takes the rest of the line as it is; options stand before it. */
    private static final List<String> FREE = List.of(EDIT, "<text>", "<value>");

    private static final String OUTPUT = "output";

    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private final Services services;
    private final Scheduler scheduler;

    /** @param scheduler on which a command that is silent for long is noticed */
    public Shell(List<Scope> scopes, Services services, Scheduler scheduler) {
        scopes.forEach(scope -> this.scopes.put(scope.name(), scope));
        this.services = services;
        this.scheduler = scheduler;
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
        scopes.values()
                .forEach(
                        scope -> scope.commands().keySet().forEach(command -> names.add(scope.name() + ":" + command)));
        return names;
    }

    /** Every command with what completion needs of it. */
    public List<Signature> signatures() {
        List<Signature> signatures = new ArrayList<>();
        scopes.values().forEach(scope -> scope.commands()
                .forEach((command, method) -> signatures.add(Signature.of(scope.name() + ":" + command, method))));
        return signatures;
    }

    /**
     * What a command takes.
     *
     * @throws CommandException when there is no such command
     */
    public CommandSpec spec(String name) {
        int colon = name.indexOf(':');
        String scope = colon < 0 ? name : name.substring(0, colon);
        return line(scope, colon < 0 ? "" : name.substring(colon + 1), call(Session.NONE))
                .getSubcommands()
                .values()
                .iterator()
                .next()
                .getCommandSpec();
    }

    /** Checks that there is a scope of this name. */
    public void expectScope(String name) {
        if (!scopes.containsKey(name)) {
            throw Failures.notFound("there are no commands \"" + Plain.line(name) + "\"; there are "
                    + String.join(", ", scopes.keySet()));
        }
    }

    /** The error for a word that is no command at all. */
    public CommandException unknown(String name) {
        int colon = name.indexOf(':');
        String scope = colon < 0 ? name : name.substring(0, colon);
        String command = name.substring(colon + 1);
        List<String> near = names().stream()
                .filter(known -> known.startsWith(scope + ":") || known.endsWith(":" + command))
                .toList();
        String hint = near.isEmpty()
                ? "help lists them"
                : near.size() == 1 ? "did you mean " + near.get(0) + "?" : "there are " + String.join(", ", near);
        return Failures.usage("there is no command \"" + Plain.line(name) + "\"; " + hint);
    }

    /** The help of a command. */
    public String help(String name, boolean colour) {
        CommandSpec spec = spec(name);
        return spec.commandLine().getUsageMessage(colour ? Ansi.ON : Ansi.OFF).replace(name.replace(':', ' '), name);
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
        List<String> words = new ArrayList<>(arguments);
        words.add(0, command);
        Call call = new Call(this, session, scheduler.clock(), new Printer(io, Format.TABLE, false));
        CommandLine line = line(scope, command, call);
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
        try (Patience patience = new Patience(scheduler, scope + ":" + command, call)) {
            new RunLast().execute(parsed);
        }
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
        return new Call(this, session, scheduler.clock(), new Printer(nowhere, Format.TABLE, true));
    }

    private static ParseResult parse(CommandLine line, List<String> words, String name) {
        try {
            return line.parseArgs(optionsFirst(line, words).toArray(new String[0]));
        } catch (ParameterException e) {
            String message = Plain.lines(String.valueOf(e.getMessage()));
            String hint = suggestions(e);
            throw Failures.usage(message + hint + "\nSee " + name + " --help");
        }
    }

    /**
     * Puts options that stand right before an edit in front of the item or model that the edit is for: {@code object --type task
     * set a 1} means {@code --type task object set a 1}. Once the edit has begun, everything belongs to it.
     */
    private static List<String> optionsFirst(CommandLine line, List<String> words) {
        CommandSpec spec =
                Objects.requireNonNull(line.getSubcommands().get(words.get(0))).getCommandSpec();
        List<PositionalParamSpec> parameters = spec.positionalParameters();
        int edit = parameters.size() - 1;
        if (edit < 1 || !parameters.get(edit).paramLabel().equals(EDIT)) {
            return words;
        }
        List<String> options = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        int at = 1;
        while (at < words.size() && rest.size() <= edit) {
            String word = words.get(at++);
            String name = word.startsWith("--") ? word.split("=", 2)[0] : word;
            OptionSpec option = spec.findOption(name);
            if (option == null) {
                rest.add(word);
                continue;
            }
            options.add(word);
            if (option.arity().max() > 0 && name.equals(word) && at < words.size()) {
                options.add(words.get(at++));
            }
        }
        List<String> all = new ArrayList<>(List.of(words.get(0)));
        all.addAll(options);
        all.addAll(rest);
        all.addAll(words.subList(at, words.size()));
        return all;
    }

    private static String suggestions(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        return "";
    }

    /** A parser for one command of a scope, bound to a call. */
    private CommandLine line(String scopeName, String command, Call call) {
        expectScope(scopeName);
        Scope scope = Objects.requireNonNull(scopes.get(scopeName));
        Method method = scope.commands().get(command);
        if (method == null) {
            throw Failures.notFound("there is no command \"" + Plain.line(scopeName + ":" + command) + "\"; there are "
                    + scope.commands().keySet().stream()
                            .map(known -> scopeName + ":" + known)
                            .collect(Collectors.joining(", ")));
        }
        CommandLine root = new CommandLine(
                CommandSpec.wrapWithoutInspection(scope.bind(call)).name(scopeName));
        CommandLine line = new CommandLine(method);
        CommandSpec spec = line.getCommandSpec();
        spec.addMixin(OUTPUT, CommandSpec.forAnnotatedObject(new OutputOptions()));
        spec.usageMessage().width(100);
        root.addSubcommand(command, line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Duration.class, Spans::parse);
        line.setStopAtPositional(
                spec.positionalParameters().stream().anyMatch(parameter -> FREE.contains(parameter.paramLabel())));
        return root;
    }
}
