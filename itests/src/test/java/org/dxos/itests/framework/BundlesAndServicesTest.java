package org.dxos.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.dxos.base.crypto.Keyring;
import org.dxos.echo.Echo;
import org.dxos.echo.TypeInfo;
import org.dxos.echo.feed.FeedStore;
import org.dxos.node.Configuration;
import org.dxos.node.Deployments;
import org.dxos.node.Health;
import org.dxos.node.Logging;
import org.dxos.node.Node;
import org.dxos.storage.Storage;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** What is there once the distribution has started. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundlesAndServicesTest {
    private static final Set<String> SCOPES = Set.of("party", "item", "link", "query", "feed", "deploy", "node", "log");

    @Inject
    private BundleContext context;

    @Inject
    private Echo echo;

    @org.ops4j.pax.exam.Configuration
    public Option[] node() {
        return new Option[] {Assembled.node(), org.ops4j.pax.exam.CoreOptions.junitBundles()};
    }

    @ProbeBuilder
    public TestProbeBuilder probe(TestProbeBuilder builder) {
        return Assembled.probe(builder);
    }

    @Test
    public void everyBundleOfTheDistributionRuns() {
        Set<String> idle = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getLocation().contains("/distribution/"))
                .filter(bundle -> bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals("all but the interactive shell", Set.of("org.apache.felix.gogo.jline"), idle);
    }

    @Test
    public void theServicesOfANodeAreThereOnceEach() throws Exception {
        Services services = new Services(context);
        for (Class<?> type : List.of(
                Echo.class,
                FeedStore.class,
                Storage.class,
                Keyring.class,
                Deployments.class,
                Configuration.class,
                Health.class,
                Logging.class,
                Node.class)) {
            services.await(type);
            services.id(type.getName());
        }
    }

    @Test
    public void eachShippedTypeHasAStateMachineAndAModel() throws Exception {
        List<String> shipped = List.of("chess", "messenger", "object", "text");
        for (String name : shipped) {
            for (TypeInfo.Kind kind : TypeInfo.Kind.values()) {
                Services.eventually(kind + " for " + name, () -> echo.types().stream()
                        .anyMatch(type -> type.kind() == kind
                                && type.type().endsWith("/" + name)
                                && type.provider().startsWith("org.dxos.model." + name + " ")));
            }
        }
        Services services = new Services(context);
        assertEquals(
                shipped.size(), services.find("org.dxos.echo.model.Model", null).size());
        assertEquals(
                shipped.size(),
                services.find("org.dxos.echo.model.StateMachine", null).size());
    }

    @Test
    public void theShellFindsItsFunctions() {
        Services services = new Services(context);
        Set<Object> scopes = new TreeSet<>();
        for (ServiceReference<?> reference : services.find(null, "(osgi.command.function=*)")) {
            scopes.add(reference.getProperty("osgi.command.scope"));
        }
        assertTrue(scopes.toString(), scopes.containsAll(SCOPES));
    }
}
