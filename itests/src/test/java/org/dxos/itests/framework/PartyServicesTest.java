package org.dxos.itests.framework;

import static org.junit.Assert.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.dxos.echo.Echo;
import org.dxos.echo.Party;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.halo.credential.RosterView;
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
import org.osgi.framework.BundleContext;

/** Each open party offers its feeds and its roster as services, for those who replicate and authenticate. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PartyServicesTest {
    @Inject
    private BundleContext context;

    @Inject
    private Echo echo;

    @Configuration
    public Option[] node() {
        return new Option[] {Assembled.node(), CoreOptions.junitBundles()};
    }

    @ProbeBuilder
    public TestProbeBuilder probe(TestProbeBuilder builder) {
        return Assembled.probe(builder);
    }

    @Test
    public void feedsAndRosterComeAndGoWithTheirParty() throws Exception {
        Party one = echo.createParty("one");
        String first = one.id().hex();
        offered(Set.of(first));
        Party two = echo.createParty("two");
        offered(Set.of(first, two.id().hex()));

        Services services = new Services(context);
        PartyFeeds feeds =
                (PartyFeeds) context.getService(services.find(PartyFeeds.class.getName(), "(dxos.party=" + first + ")")
                        .get(0));
        RosterView roster =
                (RosterView) context.getService(services.find(RosterView.class.getName(), "(dxos.party=" + first + ")")
                        .get(0));
        assertEquals(one.id(), feeds.party());
        assertEquals(one.id(), roster.party());
        assertEquals(one.roster(), roster.roster());
        one.flush();
        assertEquals(Set.of(one.feeds().get(0).key()), feeds.lengths().keySet());

        echo.closeParty(one.id());
        offered(Set.of(two.id().hex()));
        echo.party(one.id());
        offered(Set.of(first, two.id().hex()));
        echo.deleteParty(two.id());
        offered(Set.of(first));
        echo.deleteParty(one.id());
        offered(Set.of());
    }

    private void offered(Set<String> parties) throws InterruptedException {
        Services services = new Services(context);
        for (String type : Set.of(PartyFeeds.class.getName(), RosterView.class.getName())) {
            Services.eventually(type + " is offered for " + parties, () -> services.find(type, null).stream()
                    .map(reference -> (String) reference.getProperty("dxos.party"))
                    .collect(Collectors.toSet())
                    .equals(parties));
            assertEquals(parties.size(), services.find(type, null).size());
        }
    }
}
