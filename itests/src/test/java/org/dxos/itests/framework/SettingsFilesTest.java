package org.dxos.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.dxos.node.Configuration;
import org.dxos.node.Configuration.Origin;
import org.dxos.node.Configuration.Problem;
import org.dxos.node.Configuration.Setting;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** Settings in files: what is sound is used, what is not is named with its line, and stronger origins win. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SettingsFilesTest {
    private static final String ENGINE = "org.dxos.echo.engine";

    @Inject
    private Configuration configuration;

    @org.ops4j.pax.exam.Configuration
    public Option[] node() throws IOException {
        Path home = Assembled.home();
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.writeString(
                conf.resolve(ENGINE + ".cfg"),
                """
                # limits of this node
                threads = 3
                commit.delay = soon
                colour = blue
                nonsense
                threads = 5
                foreign.limit = 99
                blocks.per.turn = 100
                """);
        Files.writeString(conf.resolve("org.dxos.nobody.cfg"), "a = b\n");
        return new Option[] {
            Assembled.node(home, "development"),
            CoreOptions.systemProperty(ENGINE + ".blocks.per.turn").value("200"),
            CoreOptions.junitBundles()
        };
    }

    @ProbeBuilder
    public TestProbeBuilder probe(TestProbeBuilder builder) {
        return Assembled.probe(builder);
    }

    @Test
    public void eachMistakeIsNamedWithItsLine() {
        Map<String, String> problems = configuration.problems().stream()
                .collect(Collectors.toMap(
                        problem -> Path.of(problem.place()).getFileName().toString(), Problem::message));
        assertEquals(problems.toString(), 6, problems.size());
        assertTrue(problems.get(ENGINE + ".cfg:3").contains("\"soon\""));
        assertTrue(problems.get(ENGINE + ".cfg:4").contains("no setting colour"));
        assertEquals("expected: key = value", problems.get(ENGINE + ".cfg:5"));
        assertEquals("threads is set already on line 2", problems.get(ENGINE + ".cfg:6"));
        assertTrue(problems.get(ENGINE + ".cfg:7").contains("\"99\""));
        assertTrue(problems.get("org.dxos.nobody.cfg").contains("no component has this name"));
    }

    @Test
    public void whatIsSoundIsUsedAndItsOriginKnown() {
        Setting threads = setting("threads");
        assertEquals("3", threads.value());
        assertEquals(Origin.FILE, threads.origin());
        assertTrue(threads.place(), threads.place().endsWith(ENGINE + ".cfg:2"));
        Setting perTurn = setting("blocks.per.turn");
        assertEquals("200", perTurn.value());
        assertEquals(Origin.PROPERTY, perTurn.origin());
        assertEquals(Origin.DEFAULT, setting("commit.delay").origin());
        assertEquals("50", setting("commit.delay").value());
    }

    @Test
    public void aCommandIsStrongestUntilItIsTakenBack() {
        configuration.set(ENGINE, "unwritten.max", Optional.of("1000"));
        assertEquals("1000", setting("unwritten.max").value());
        assertEquals(Origin.COMMAND, setting("unwritten.max").origin());
        configuration.set(ENGINE, "unwritten.max", Optional.empty());
        assertEquals(Origin.DEFAULT, setting("unwritten.max").origin());
        for (List<String> wrong : List.of(
                List.of("no.such.pid", "a", "1"), List.of(ENGINE, "colour", "1"), List.of(ENGINE, "threads", "0"))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> configuration.set(wrong.get(0), wrong.get(1), Optional.of(wrong.get(2))));
        }
    }

    private Setting setting(String key) {
        return configuration.settings().stream()
                .filter(setting -> setting.pid().equals(ENGINE) && setting.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
