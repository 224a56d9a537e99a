package org.dxos.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What goes to the log. Any thread. */
@ProviderType
public interface Logging {
    /** From most to least talkative; {@code OFF} keeps a logger silent. */
    enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR,
        OFF
    }

    /** The name under which {@link #levels} and {@link #level} know the level of all loggers without one of their own. */
    String ROOT = "ROOT";

    /** Loggers that have a level of their own, and {@link #ROOT}. */
    Map<String, Level> levels();

    /** Changes the level of a logger and those below it until the node ends; an empty level makes it follow the logger above. */
    void level(String logger, Optional<Level> level);

    /** The file that is being written. Older ones lie beside it. */
    Path file();

    /** The last lines of the file, oldest first; at most 10,000. */
    List<String> tail(int lines);
}
