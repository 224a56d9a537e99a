package org.dxos.shell.internal.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.echo.Echo;
import org.dxos.echo.model.Model;
import org.dxos.node.Backups;
import org.dxos.node.CommandException;
import org.dxos.node.Configuration;
import org.dxos.node.Deployments;
import org.dxos.node.Health;
import org.dxos.node.Logging;
import org.dxos.node.Node;
import org.dxos.shell.internal.command.AllScopes;
import org.dxos.shell.internal.output.Io;
import org.dxos.testkit.SimScheduler;

/** A shell whose output is caught: runs a command and remembers what it printed, told, returned, and its exit code. */
public final class Console implements Session, Services {
    private final Map<String, String> variables = new HashMap<>();
    private final Optional<Echo> echo;
    private final List<Model<?, ?, ?>> models;
    private final Shell shell;
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String answers = "";
    private boolean interactive;
    private Object value;
    private int exitCode;

    public Console(Optional<Echo> echo, List<Model<?, ?, ?>> models) {
        this.echo = echo;
        this.models = models;
        this.shell = new Shell(AllScopes.list(), this, new SimScheduler());
    }

    public Shell shell() {
        return shell;
    }

    /** Lets somebody sit before it who gives these answers. */
    public Console answering(String text) {
        answers = text;
        interactive = true;
        return this;
    }

    /** Runs {@code scope:command} with words; returns what it printed. Failure shows in {@link #exitCode}. */
    public String run(String name, String... words) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        value = null;
        exitCode = 0;
        Io io = new Io(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)),
                interactive,
                false,
                0);
        try {
            int colon = name.indexOf(':');
            value = shell.run(name.substring(0, colon), name.substring(colon + 1), Arrays.asList(words), io, this);
        } catch (CommandException e) {
            exitCode = e.exitCode();
            io.err().println(e.getMessage());
        }
        return out().strip();
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    public Object value() {
        return value;
    }

    public int exitCode() {
        return exitCode;
    }

    @Override
    public String get(String variable) {
        return variables.get(variable);
    }

    @Override
    public void put(String variable, String text) {
        variables.put(variable, text);
    }

    @Override
    public Optional<Echo> echo() {
        return echo;
    }

    @Override
    public Optional<Node> node() {
        return Optional.empty();
    }

    @Override
    public Optional<Deployments> deployments() {
        return Optional.empty();
    }

    @Override
    public Optional<Health> health() {
        return Optional.empty();
    }

    @Override
    public Optional<Configuration> configuration() {
        return Optional.empty();
    }

    @Override
    public Optional<Backups> backups() {
        return Optional.empty();
    }

    @Override
    public Optional<Logging> logging() {
        return Optional.empty();
    }

    @Override
    public List<Model<?, ?, ?>> models() {
        return models;
    }
}
