package org.dxos.shell.internal.osgi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.dxos.shell.internal.cli.Shell;
import org.dxos.shell.internal.cli.Signature;
import org.jline.builtins.Completers.CompletionData;

/**
 * Tells the completer of each interactive session about our commands, once, when the session runs its first line. Only such
 * sessions have a place for completions, and only they need jline.
 */
final class CompletionSetup implements CommandSessionListener {
    /** Where gogo.jline keeps the completions of an interactive session. */
    private static final String COMPLETIONS = ".completions";

    private static final String SENTINEL = "shell:help";

    private final Shell shell;

    CompletionSetup(Shell shell) {
        this.shell = shell;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void beforeExecute(CommandSession session, CharSequence line) {
        if (session.get(COMPLETIONS) instanceof Map<?, ?> map && !map.containsKey(SENTINEL)) {
            fill((Map<String, List<CompletionData>>) map);
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception failure) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {}

    private void fill(Map<String, List<CompletionData>> completions) {
        for (Signature signature : shell.signatures()) {
            String ask = "shell:" + GogoCompletion.FUNCTION + " " + signature.name()
                    + " ($.commandLine wordIndex) ($.commandLine words)";
            List<CompletionData> data = new ArrayList<>();
            data.add(new CompletionData(null, signature.description(), null, null));
            signature
                    .flags()
                    .forEach(flag -> data.add(new CompletionData(flag.names(), flag.description(), null, null)));
            data.add(new CompletionData(null, null, ask, null));
            completions.put(signature.name(), data);
        }
    }
}
