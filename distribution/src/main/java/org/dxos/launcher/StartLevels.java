package org.dxos.launcher;

import java.util.List;

/**
 * When each bundle starts. Order by level serves what everyone logs to and is configured by, and keeps the prompt for last;
 * all else finds its partners as services.
 */
final class StartLevels {
    /** Up to here everything starts before the node counts as started. */
    static final int NODE = 80;

    /** The interactive shell. */
    static final int SHELL = 90;

    private static final int DEFAULT = 30;
    private static final List<Level> LEVELS = List.of(
            new Level("org.ops4j.pax.logging.", 1),
            new Level("org.apache.felix.configadmin", 5),
            new Level("org.apache.felix.metatype", 5),
            new Level("org.osgi.", 5),
            new Level("org.apache.felix.scr", 10),
            new Level("org.dxos.node", 15),
            new Level("org.apache.felix.gogo.jline", SHELL));

    private StartLevels() {}

    static int of(String symbolicName) {
        return LEVELS.stream()
                .filter(level -> symbolicName.startsWith(level.prefix))
                .mapToInt(Level::level)
                .findFirst()
                .orElse(DEFAULT);
    }

    private record Level(String prefix, int level) {}
}
