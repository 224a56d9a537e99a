package org.dxos.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a home out of a backup, before a node starts there. The work is done in the folder {@code restoring} of the home, which is
 * there from the first step to the last: a home that has it is not whole, no node starts in it, and restoring begins anew.
 */
final class Restoring {
    private static final String FOLDER = "restoring";
    private static final List<String> PARTS = List.of("store", "keys", "conf");

    private final Path distribution;
    private final PrintStream out;

    Restoring(Path distribution, PrintStream out) {
        this.distribution = distribution;
        this.out = out;
    }

    /** Whether restoring into a home was begun and not ended. */
    static boolean isUnfinished(Path home) {
        return Files.exists(home.resolve(FOLDER), LinkOption.NOFOLLOW_LINKS);
    }

    /** Restores what the command line asks for, if it does. */
    void run(Arguments arguments) throws IOException, LaunchException {
        if (arguments.restore().isEmpty()) {
            return;
        }
        Path file = arguments.restore().get();
        Path home = arguments.home();
        if (!Files.isRegularFile(file)) {
            throw new LaunchException(Exit.NOT_FOUND, "there is no backup " + file);
        }
        String passphrase = passphrase(arguments);
        Path staging = home.resolve(FOLDER);
        begin(home, staging);
        try {
            String words = restore(file, staging, passphrase);
            for (String part : PARTS) {
                if (Files.exists(staging.resolve(part))) {
                    Files.move(staging.resolve(part), home.resolve(part), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            sync(home);
            Files.delete(staging);
            sync(home);
            out.println("restored " + file + ": " + words);
        } catch (IOException e) {
            clear(home);
            throw new LaunchException(Exit.FAILED, "nothing was restored from " + file + ": " + e.getMessage());
        }
    }

    private static @Nullable String passphrase(Arguments arguments) throws IOException, LaunchException {
        if (arguments.withoutKeys() == arguments.passphraseFile().isPresent()) {
            throw new LaunchException(
                    Exit.USAGE,
                    "--restore needs --passphrase-file FILE, with the passphrase of the keys in the backup in its first line,"
                            + " or --without-keys, to be somebody new");
        }
        if (arguments.withoutKeys()) {
            return null;
        }
        Path file = arguments.passphraseFile().get();
        if (!Files.isReadable(file)) {
            throw new LaunchException(Exit.NOT_FOUND, "cannot read the passphrase in " + file);
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        }
    }

    /** Takes an empty home, or one that an interrupted restoring left. */
    private static void begin(Path home, Path staging) throws IOException, LaunchException {
        Files.createDirectories(home);
        if (isUnfinished(home)) {
            clear(home);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(home)) {
            for (Path entry : entries) {
                throw new LaunchException(
                        Exit.CONFLICT,
                        "a backup is restored into an empty home only, and " + home + " holds " + entry.getFileName());
            }
        }
        Files.createDirectory(
                staging, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        sync(home);
    }

    private String restore(Path file, Path staging, @Nullable String passphrase) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(distribution.resolve("lib/launcher.jar").toUri().toURL());
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(distribution.resolve("system"), "*.jar")) {
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return (String) loader.loadClass("org.dxos.launcher.restore.RestoredNode")
                    .getMethod("restore", Path.class, Path.class, String.class)
                    .invoke(null, file, staging, passphrase);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new IOException("the distribution is not complete: " + e, e);
        }
    }

    /** Removes what restoring has made, its mark last. */
    private static void clear(Path home) throws IOException {
        for (String part : PARTS) {
            delete(home.resolve(part));
        }
        delete(home.resolve(FOLDER));
        sync(home);
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
