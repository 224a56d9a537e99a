package org.dxos.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dxos.itests.Jars;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** Everything that was written through the services is there after the framework was stopped and started again. */
public class FrameworkRestartTest {
    private static final int ROUNDS = 4;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void allPartiesAndItemsAreThereAfterEachRestart() throws Exception {
        Path home = folder.getRoot().toPath();
        String left = "";
        for (int round = 0; round < ROUNDS; round++) {
            ExamSystem system = PaxExamRuntime.createServerSystem(new Option[] {Assembled.node(home, "production")});
            TestContainer container = PaxExamRuntime.createContainer(system);
            container.start();
            try {
                container.install(keeper());
            } finally {
                container.stop();
                system.clear();
            }
            String found = Files.readString(home.resolve("found"));
            if (round > 0) {
                assertEquals("round " + round, left, found);
            }
            left = Files.readString(home.resolve("left"));
            assertNotEquals(found, left);
            Files.delete(home.resolve("found"));
            Files.delete(home.resolve("left"));
        }
        assertEquals(
                ROUNDS, left.lines().filter(line -> line.contains(" party ")).count());
    }

    private static InputStream keeper() throws Exception {
        String type = PartyKeeper.class.getName().replace('.', '/') + ".class";
        byte[] code;
        try (InputStream in = PartyKeeper.class.getClassLoader().getResourceAsStream(type)) {
            code = in.readAllBytes();
        }
        return new ByteArrayInputStream(Jars.bundle("third.keeper", "1.0.0")
                .header("Bundle-Activator", PartyKeeper.class.getName())
                .header(
                        "Import-Package",
                        "org.osgi.framework,org.osgi.util.tracker,org.dxos.base,org.dxos.base.key,org.dxos.echo,"
                                + "org.dxos.echo.model,org.dxos.echo.feed;resolution:=optional,org.dxos.halo.credential")
                .entry(type, code)
                .bytes());
    }
}
