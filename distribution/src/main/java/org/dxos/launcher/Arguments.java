package org.dxos.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line.
 *
 * @param verb the first word: one of the launcher's own, or the scope of a shell command
 * @param rest the words after it, without the launcher's options
 * @param home the folder of the node
 * @param profile {@code production} or {@code development}
 * @param background whether the node is to run without a shell
 */
record Arguments(String verb, List<String> rest, Path home, String profile, boolean background) {
    /** Words that the launcher answers itself; anything else goes to the running node. */
    private static final List<String> OWN = List.of("run", "start", "stop", "status", "script", "help");

    Arguments {
        rest = List.copyOf(rest);
    }

    static Arguments parse(List<String> words, Map<String, String> environment) throws LaunchException {
        Optional<String> home = Optional.ofNullable(environment.get("DXOS_HOME"));
        String profile = environment.getOrDefault("DXOS_PROFILE", "production");
        boolean background = false;
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean own = plain.isEmpty() || OWN.contains(plain.get(0));
            if (word.equals("--home")) {
                home = Optional.of(value(words, ++i, word));
            } else if (own && word.equals("--profile")) {
                profile = value(words, ++i, word);
            } else if (own && word.equals("--background")) {
                background = true;
            } else if (own && (word.equals("-h") || word.equals("--help"))) {
                plain.add(0, "help");
            } else if (own && word.equals("--version")) {
                plain.add(0, "--version");
            } else if (own && word.startsWith("-") && !plain.contains("script")) {
                throw new LaunchException(Exit.USAGE, "unknown option " + word + "; see dxos --help");
            } else {
                plain.add(word);
            }
        }
        if (!profile.equals("production") && !profile.equals("development")) {
            throw new LaunchException(Exit.USAGE, "the profile is production or development, not " + profile);
        }
        String verb = plain.isEmpty() ? "help" : plain.get(0);
        List<String> rest = plain.isEmpty() ? List.of() : plain.subList(1, plain.size());
        return new Arguments(verb, rest, folder(home), profile, background);
    }

    private static Path folder(Optional<String> home) {
        return home.map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".dxos"))
                .toAbsolutePath()
                .normalize();
    }

    private static String value(List<String> words, int index, String option) throws LaunchException {
        if (index >= words.size()) {
            throw new LaunchException(Exit.USAGE, option + " needs a value");
        }
        return words.get(index);
    }
}
