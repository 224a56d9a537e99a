package org.dxos.shell.internal.osgi;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.dxos.shell.internal.cli.Shell;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Tells the completer of each interactive session about our commands, once, when the session runs its first line. Speaks to
 * gogo.jline by its command {@code complete} alone, so that this bundle needs no jline.
 */
final class CompletionSetup implements CommandSessionListener {
    private static final String DONE = ".dxos.completions";
    /** Where gogo.jline keeps the completions of an interactive session. */
    private static final String COMPLETIONS = ".completions";

    private final Shell shell;

    CompletionSetup(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        if (session.get(COMPLETIONS) == null || session.get(DONE) != null) {
            return;
        }
        session.put(DONE, true);
        try {
            session.execute(script());
        } catch (Exception e) {
            session.put("exception", e);
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception failure) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {}

    private String script() {
        StringBuilder script = new StringBuilder();
        for (String name : shell.names()) {
            CommandSpec spec = shell.spec(name);
            String complete = "gogo:complete -c " + name;
            script.append(complete)
                    .append(" -d ")
                    .append(quoted(spec.usageMessage().description()[0]))
                    .append('\n');
            for (OptionSpec option : spec.options()) {
                script.append(complete).append(names(option)).append(" -d ");
                script.append(quoted(description(option))).append('\n');
            }
            script.append(complete)
                    .append(" -a ")
                    .append(quoted("shell:" + GogoCompletion.FUNCTION + " " + name
                            + " ($.commandLine wordIndex) ($.commandLine words)"))
                    .append('\n');
        }
        return script.toString();
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String description(OptionSpec option) {
        return option.description().length == 0 ? "" : option.description()[0].replaceAll(" ?\\$\\{[^}]*}[.]?", "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "’") + "'";
    }
}
