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
 * @param restore a backup to make the home of, before the node starts
 * @param passphraseFile whose first line opens the keys in that backup
 * @param withoutKeys whether to do without those keys
 */
record Arguments(
        String verb,
        List<String> rest,
        Path home,
        String profile,
        boolean background,
        Optional<Path> restore,
        Optional<Path> passphraseFile,
        boolean withoutKeys) {
    /** Words that the launcher answers itself; anything else goes to the running node. */
    private static final List<String> OWN = List.of("run", "start", "stop", "status", "script", "help");

    Arguments {
        rest = List.copyOf(rest);
    }

    static Arguments parse(List<String> words, Map<String, String> environment) throws LaunchException {
        Optional<String> home = Optional.ofNullable(environment.get("DXOS_HOME"));
        String profile = environment.getOrDefault("DXOS_PROFILE", "production");
        boolean background = false;
        Optional<Path> restore = Optional.empty();
        Optional<Path> passphraseFile = Optional.empty();
        boolean withoutKeys = false;
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean own = plain.isEmpty() || OWN.contains(plain.get(0));
            if (word.equals("--home")) {
                home = Optional.of(value(words, ++i, word));
            } else if (own && word.equals("--profile")) {
                profile = value(words, ++i, word);
            } else if (own && word.equals("--restore")) {
                restore = Optional.of(Path.of(value(words, ++i, word)).toAbsolutePath());
            } else if (own && word.equals("--passphrase-file")) {
                passphraseFile = Optional.of(Path.of(value(words, ++i, word)).toAbsolutePath());
            } else if (own && word.equals("--without-keys")) {
                withoutKeys = true;
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
        if (restore.isPresent() && !List.of("run", "start", "script").contains(verb)) {
            throw new LaunchException(Exit.USAGE, "--restore goes with run, start and script");
        }
        return new Arguments(verb, rest, folder(home), profile, background, restore, passphraseFile, withoutKeys);
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
