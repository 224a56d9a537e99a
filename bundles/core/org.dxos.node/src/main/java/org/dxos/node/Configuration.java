package org.dxos.node;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the node is configured with, and where each value comes from. A value is taken from the last of these that has it:
 * default, file in {@code conf/}, environment, system property, command. Any thread.
 */
@ProviderType
public interface Configuration {
    /** Where a value comes from, from weakest to strongest. */
    enum Origin {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        PROPERTY,
        COMMAND
    }

    /**
     * One setting.
     *
     * @param pid the component it belongs to, which is also the name of its file without {@code .cfg}
     * @param key its name
     * @param value what holds now
     * @param origin where that comes from
     * @param place in words: file and line, or the name of the variable; empty for a default
     * @param description from the component's declaration
     */
    record Setting(String pid, String key, String value, Origin origin, String place, String description) {}

    /** Something wrong in a file or variable; the value was not used. */
    record Problem(String place, String message) {}

    /** Every declared setting, sorted by pid and key. */
    List<Setting> settings();

    /** What was wrong when configuration was last read. */
    List<Problem> problems();

    /**
     * Sets a value until the node ends; an empty value goes back to what files and environment say.
     *
     * @throws IllegalArgumentException when there is no such setting or it does not take this value; says which are there
     */
    void set(String pid, String key, Optional<String> value);
}
