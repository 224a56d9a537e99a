package org.dxos.node.internal.osgi;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dxos.node.Logging;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The log as {@code conf/logback.xml} sets it up. A changed level goes into a copy of that file, which the logging back end is
 * then pointed at; the file itself is never written to.
 */
@Component
public final class LogFile implements Logging {
    private static final Pattern ROOT_LEVEL = Pattern.compile("(<root\\s+level=\")([A-Z]+)(\")");
    private static final Pattern LOGGER_LEVEL =
            Pattern.compile("[ \\t]*<logger\\s+name=\"([^\"]+)\"\\s+level=\"([A-Z]+)\"\\s*/>\\R?");
    private static final Pattern LOGGER_NAME = Pattern.compile("[A-Za-z0-9_.$]{1,200}");
    private static final int MAX_LINES = 10_000;
    private static final int TAIL_BYTES = 4 << 20;

    private final HomeFolder home;
    private final ConfigurationAdmin admin;
    private final String template;
    private final Map<String, Level> levels = new TreeMap<>();
    private int changes;

    @Activate
    public LogFile(BundleContext context, @Reference ConfigurationAdmin admin) throws IOException {
        this.home = HomeFolder.of(context);
        this.admin = admin;
        this.template = Files.readString(home.conf().resolve("logback.xml"));
        Matcher root = ROOT_LEVEL.matcher(template);
        levels.put(ROOT, root.find() ? Level.valueOf(root.group(2)) : Level.INFO);
        Matcher logger = LOGGER_LEVEL.matcher(template);
        while (logger.find()) {
            levels.put(logger.group(1), Level.valueOf(logger.group(2)));
        }
    }

    @Override
    public synchronized Map<String, Level> levels() {
        return new TreeMap<>(levels);
    }

    @Override
    public synchronized void level(String logger, Optional<Level> level) {
        if (!LOGGER_NAME.matcher(logger).matches()) {
            throw new IllegalArgumentException("no logger can be called " + logger);
        }
        if (level.isEmpty() && logger.equals(ROOT)) {
            throw new IllegalArgumentException("the level of " + ROOT + " can be changed but not taken away");
        }
        level.ifPresentOrElse(value -> levels.put(logger, value), () -> levels.remove(logger));
        try {
            // A path that was used before would be taken for no change.
            Path file = home.home().resolve("tmp/logback-" + ++changes + ".xml");
            Path partial = home.home().resolve("tmp/logback.partial");
            Files.writeString(partial, text());
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put("org.ops4j.pax.logging.logback.config.file", file.toString());
            admin.getConfiguration("org.ops4j.pax.logging", "?").update(properties);
        } catch (IOException e) {
            throw new UncheckedIOException("the level could not be changed", e);
        }
    }

    private String text() {
        StringBuilder loggers = new StringBuilder();
        levels.forEach((name, level) -> {
            if (!name.equals(ROOT)) {
                loggers.append("  <logger name=\"")
                        .append(name)
                        .append("\" level=\"")
                        .append(level)
                        .append("\"/>\n");
            }
        });
        String plain = LOGGER_LEVEL.matcher(template).replaceAll("");
        String withRoot = ROOT_LEVEL.matcher(plain).replaceAll("$1" + levels.get(ROOT) + "$3");
        return withRoot.replace("</configuration>", loggers + "</configuration>");
    }

    @Override
    public Path file() {
        return home.log();
    }

    @Override
    public List<String> tail(int lines) {
        if (lines < 1 || lines > MAX_LINES) {
            throw new IllegalArgumentException("between 1 and " + MAX_LINES + " lines, not " + lines);
        }
        try (RandomAccessFile log = new RandomAccessFile(file().toFile(), "r")) {
            long from = Math.max(0, log.length() - TAIL_BYTES);
            log.seek(from);
            byte[] bytes = new byte[(int) (log.length() - from)];
            log.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + file() + " cannot be read", e);
        }
    }
}
