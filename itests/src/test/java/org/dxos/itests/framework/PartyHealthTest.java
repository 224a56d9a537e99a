package org.dxos.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.dxos.echo.Echo;
import org.dxos.echo.PartyInfo;
import org.dxos.node.Health;
import org.dxos.node.HealthResult;
import org.dxos.node.HealthResult.Status;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The health of the node tells of parties that cannot be opened, and of an engine that is not there. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PartyHealthTest {
    @Inject
    private BundleContext context;

    @Inject
    private Health health;

    @Configuration
    public Option[] node() {
        return new Option[] {Assembled.node(), CoreOptions.junitBundles()};
    }

    @ProbeBuilder
    public TestProbeBuilder probe(TestProbeBuilder builder) {
        return Assembled.probe(builder);
    }

    @Test
    public void aDamagedPartyAndAMissingEngineAreReported() throws Exception {
        Services services = new Services(context);
        services.await(Echo.class).createParty("well").flush();
        PartyInfo info = services.await(Echo.class).parties().get(0);
        awaitStatus(Status.OK, "1 party is well");

        Bundle engine = services.bundle("org.dxos.echo.engine");
        engine.stop();
        awaitStatus(Status.DOWN, "no service org.dxos.echo.Echo");
        spoilRecord(Path.of(context.getProperty("dxos.home"), "store"));
        engine.start();
        services.await(Echo.class);
        awaitStatus(Status.DOWN, "is damaged: ");
        assertTrue(parties().message(), parties().message().contains(info.id().toString()));
        assertEquals(Status.DOWN, Health.worst(health.check()));
    }

    /** Flips a bit in the record of each party. */
    private static void spoilRecord(Path store) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(store)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(".party"))
                    .toList();
        }
        assertTrue("no record of a party in " + store, !files.isEmpty());
        files.forEach(PartyHealthTest::flip);
    }

    private static void flip(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            content[content.length / 2] ^= 1;
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStatus(Status status, String words) throws InterruptedException {
        Services.eventually("the parties are " + status + " with \"" + words + "\"", () -> {
            HealthResult result = parties();
            return result.status() == status && result.message().contains(words);
        });
    }

    private HealthResult parties() {
        return health.check().stream()
                .filter(report -> report.name().equals("parties"))
                .map(Health.Report::result)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check of the parties"));
    }
}
