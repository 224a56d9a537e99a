package org.dxos.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.dxos.echo.Batch;
import org.dxos.echo.Echo;
import org.dxos.echo.EchoException;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.model.ItemId;
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
import org.osgi.framework.BundleListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ConfigurationAdmin;

/** A change of configuration restarts the component it is for and leaves the others alone. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SettingsTest {
    private static final List<String> OTHERS = List.of(
            "org.dxos.storage.Storage",
            "org.dxos.echo.feed.FeedStore",
            "org.dxos.base.crypto.Keyring",
            "org.dxos.node.Deployments",
            "org.dxos.node.Node");

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin admin;

    @Inject
    private Echo first;

    @Configuration
    public Option[] node() {
        return new Option[] {Assembled.node(), CoreOptions.junitBundles()};
    }

    @ProbeBuilder
    public TestProbeBuilder probe(TestProbeBuilder builder) {
        return Assembled.probe(builder);
    }

    @Test
    public void aNewLimitOfTheEngineRestartsTheEngineAlone() throws Exception {
        Services services = new Services(context);
        Party party = first.createParty("kept");
        assertEquals(Set.of(), refusals(party));
        Map<String, Long> before = ids(services);
        long engine = services.id(Echo.class.getName());
        Map<String, Integer> states = states();
        Set<String> events = new ConcurrentSkipListSet<>();
        BundleListener listener = (SynchronousBundleListener)
                event -> events.add(event.getBundle().getSymbolicName() + " " + event.getType());
        context.addBundleListener(listener);
        try {
            // A block of 4 KiB at most: the engine that comes back must refuse what the default lets pass.
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put("block.size.max", "4096");
            admin.getConfiguration("org.dxos.echo.engine", "?").update(properties);
            Services.eventually("another engine is there", () -> {
                var found = services.find(Echo.class.getName(), null);
                return found.size() == 1 && (Long) found.get(0).getProperty("service.id") != engine;
            });
        } finally {
            context.removeBundleListener(listener);
        }
        assertNotEquals(engine, services.id(Echo.class.getName()));
        assertEquals(before, ids(services));
        assertEquals(states, states());
        assertEquals("no bundle was stopped or started", Set.of(), events);
        Echo second = services.await(Echo.class);
        Party kept = second.party(second.parties().get(0).id());
        assertEquals(party.id(), kept.id());
        Services.eventually("text and its state machine are bound", () -> second.types().stream()
                .map(org.dxos.echo.TypeInfo::type)
                .toList()
                .containsAll(List.of("dxos.model/text", "dxos.state/text")));
        assertEquals(Set.of(EchoException.Code.LIMIT), refusals(kept));
    }

    /** Writes a text of some 10,000 bytes; the codes of what was thrown. */
    private static Set<EchoException.Code> refusals(Party party) {
        try {
            Batch batch = party.batch();
            ItemId item = batch.create(NewItem.of("dxos.model/text"));
            batch.edit(item, List.of("set", "long text ".repeat(1000))).commit().await();
            return Set.of();
        } catch (EchoException e) {
            return Set.of(e.code());
        }
    }

    private static Map<String, Long> ids(Services services) {
        return OTHERS.stream().collect(Collectors.toMap(type -> type, services::id));
    }

    private Map<String, Integer> states() {
        return Arrays.stream(context.getBundles())
                .collect(Collectors.toMap(bundle -> bundle.getBundleId() + bundle.getSymbolicName(), Bundle::getState));
    }
}
