package org.dxos.node.internal.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.dxos.base.Bytes;

/** The files of a node's folder of settings. Folders in it, links, and names that begin with a dot are passed over. */
final class SettingsFolder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._~@ -]{0,199}");
    private static final long MAX_BYTES = 1 << 20;

    private final Path folder;

    SettingsFolder(Path folder) {
        this.folder = folder;
    }

    Map<String, Bytes> read() throws IOException {
        Map<String, Bytes> files = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                String name = file.getFileName().toString();
                if (NAME.matcher(name).matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    if (Files.size(file) > MAX_BYTES) {
                        throw new BackupException(file + " is larger than settings can be: " + MAX_BYTES + " bytes");
                    }
                    files.put(name, Bytes.wrap(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }

    /** Refuses a name that would lead out of a folder. */
    static void checkName(String name) throws BackupException {
        if (!NAME.matcher(name).matches()) {
            throw new BackupException("the backup is damaged: settings by the name \"" + name + "\"");
        }
    }
}
