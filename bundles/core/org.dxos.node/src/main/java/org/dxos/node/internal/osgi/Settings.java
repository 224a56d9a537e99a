package org.dxos.node.internal.osgi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dxos.node.Configuration;
import org.dxos.node.internal.config.ConfigFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code conf/PID.cfg}, the environment ({@code DXOS_} and the name with underscores) and system properties ({@code
 * PID.KEY}), checks each value against the component's declaration, and hands what is sound to Config Admin. Starts before the
 * components that are configured, so that they start with their settings at once.
 */
@Component(immediate = true)
public final class Settings implements Configuration {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final String SUFFIX = ".cfg";

    private record Value(String text, Origin origin, String place) {}

    private record Declared(String pid, AttributeDefinition attribute) {}

    private final Path folder;
    private final ConfigurationAdmin admin;
    private final Map<String, Map<String, Declared>> declared = new TreeMap<>();
    private final Map<String, Map<String, Value>> values = new TreeMap<>();
    private final Map<String, Map<String, String>> commands = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    @Activate
    public Settings(BundleContext context, @Reference ConfigurationAdmin admin, @Reference MetaTypeService metaTypes)
            throws IOException {
        this.folder = HomeFolder.of(context).conf();
        this.admin = admin;
        for (Bundle bundle : context.getBundles()) {
            declare(metaTypes.getMetaTypeInformation(bundle));
        }
        read();
        for (Problem problem : problems) {
            LOG.warn("{}: {}", problem.place(), problem.message());
        }
    }

    private void declare(MetaTypeInformation information) {
        for (String pid : information.getPids() == null ? new String[0] : information.getPids()) {
            if (!pid.startsWith("org.dxos.")) {
                continue;
            }
            Map<String, Declared> attributes = new TreeMap<>();
            for (AttributeDefinition attribute : information
                    .getObjectClassDefinition(pid, null)
                    .getAttributeDefinitions(ObjectClassDefinition.ALL)) {
                attributes.put(attribute.getID(), new Declared(pid, attribute));
            }
            declared.put(pid, attributes);
        }
    }

    private void read() throws IOException {
        Map<String, Map<String, ConfigFile.Entry>> files = new TreeMap<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : stream) {
                String name = file.getFileName().toString();
                readFile(file, name.substring(0, name.length() - SUFFIX.length()), files);
            }
        }
        for (Map.Entry<String, Map<String, Declared>> component : declared.entrySet()) {
            String pid = component.getKey();
            Map<String, ConfigFile.Entry> file = files.getOrDefault(pid, Map.of());
            for (Declared setting : component.getValue().values()) {
                find(pid, setting, file).ifPresent(value -> take(pid, setting, value));
            }
            apply(pid);
        }
    }

    private void readFile(Path file, String pid, Map<String, Map<String, ConfigFile.Entry>> files) throws IOException {
        Map<String, Declared> known = declared.get(pid);
        if (known == null) {
            problems.add(new Problem(file.toString(), "no component has this name; there are " + declared.keySet()));
            return;
        }
        ConfigFile content = ConfigFile.parse(Files.readString(file));
        content.problems().forEach((line, message) -> problems.add(new Problem(file + ":" + line, message)));
        Map<String, ConfigFile.Entry> sound = new TreeMap<>();
        content.entries().forEach((key, entry) -> {
            if (known.containsKey(key)) {
                sound.put(key, entry);
            } else {
                problems.add(new Problem(
                        file + ":" + entry.line(), "there is no setting " + key + "; there are " + known.keySet()));
            }
        });
        files.put(pid, sound);
    }

    private Optional<Value> find(String pid, Declared setting, Map<String, ConfigFile.Entry> file) {
        String key = setting.attribute().getID();
        String property = System.getProperty(pid + "." + key);
        if (property != null) {
            return Optional.of(new Value(property, Origin.PROPERTY, pid + "." + key));
        }
        String variable = "DXOS_"
                + (pid.substring("org.dxos.".length()) + "_" + key)
                        .replaceAll("[^A-Za-z0-9]", "_")
                        .toUpperCase(Locale.ROOT);
        String environment = System.getenv(variable);
        if (environment != null) {
            return Optional.of(new Value(environment, Origin.ENVIRONMENT, "$" + variable));
        }
        ConfigFile.Entry entry = file.get(key);
        return entry == null
                ? Optional.empty()
                : Optional.of(new Value(entry.value(), Origin.FILE, folder.resolve(pid + SUFFIX) + ":" + entry.line()));
    }

    private void take(String pid, Declared setting, Value value) {
        Optional<String> wrong = wrong(setting.attribute(), value.text());
        if (wrong.isPresent()) {
            problems.add(new Problem(value.place(), setting.attribute().getID() + ": " + wrong.get()));
        } else {
            values.computeIfAbsent(pid, name -> new TreeMap<>())
                    .put(setting.attribute().getID(), value);
        }
    }

    /** The declaration checks ranges and options itself: empty text is sound, other text says what is wrong. */
    private static Optional<String> wrong(AttributeDefinition attribute, String value) {
        String words = attribute.validate(value);
        return words == null || words.isEmpty()
                ? Optional.empty()
                : Optional.of("\"" + value + "\" is not possible: " + words);
    }

    private void apply(String pid) throws IOException {
        Dictionary<String, Object> properties = new Hashtable<>();
        values.getOrDefault(pid, Map.of()).forEach((key, value) -> properties.put(key, value.text()));
        commands.getOrDefault(pid, Map.of()).forEach(properties::put);
        // A change that changes nothing would still restart the component.
        if (!properties.isEmpty()) {
            admin.getConfiguration(pid, "?").updateIfDifferent(properties);
        } else if (exists(pid)) {
            admin.getConfiguration(pid, "?").delete();
        }
    }

    private boolean exists(String pid) throws IOException {
        try {
            return admin.listConfigurations("(service.pid=" + pid + ")") != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        declared.forEach(
                (pid, attributes) -> attributes.forEach((key, setting) -> settings.add(setting(pid, key, setting))));
        settings.sort(Comparator.comparing(Setting::pid).thenComparing(Setting::key));
        return settings;
    }

    private Setting setting(String pid, String key, Declared declaration) {
        AttributeDefinition attribute = declaration.attribute();
        String description = attribute.getDescription() == null ? "" : attribute.getDescription();
        String command = commands.getOrDefault(pid, Map.of()).get(key);
        if (command != null) {
            return new Setting(pid, key, command, Origin.COMMAND, "until the node ends", description);
        }
        Value value = values.getOrDefault(pid, Map.of()).get(key);
        if (value != null) {
            return new Setting(pid, key, value.text(), value.origin(), value.place(), description);
        }
        String[] defaults = attribute.getDefaultValue();
        String text = defaults == null ? "" : String.join(",", Arrays.asList(defaults));
        return new Setting(pid, key, text, Origin.DEFAULT, "", description);
    }

    @Override
    public synchronized List<Problem> problems() {
        return List.copyOf(problems);
    }

    @Override
    public synchronized void set(String pid, String key, Optional<String> value) {
        Map<String, Declared> known = declared.get(pid);
        if (known == null) {
            throw new IllegalArgumentException("no component is called " + pid + "; there are " + declared.keySet());
        }
        Declared setting = known.get(key);
        if (setting == null) {
            throw new IllegalArgumentException(pid + " has no setting " + key + "; there are " + known.keySet());
        }
        value.flatMap(text -> wrong(setting.attribute(), text)).ifPresent(words -> {
            throw new IllegalArgumentException(key + ": " + words);
        });
        Map<String, String> own = commands.computeIfAbsent(pid, name -> new TreeMap<>());
        value.ifPresentOrElse(text -> own.put(key, text), () -> own.remove(key));
        try {
            apply(pid);
        } catch (IOException e) {
            throw new UncheckedIOException("the setting could not be changed", e);
        }
    }
}
