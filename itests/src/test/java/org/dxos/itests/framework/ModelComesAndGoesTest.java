package org.dxos.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.dxos.base.Hash;
import org.dxos.echo.Batch;
import org.dxos.echo.Echo;
import org.dxos.echo.EchoException;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.Status;
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

/** A model bundle is taken out of a running node and put back. Speaks to items in words alone: it must not hold the bundle. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ModelComesAndGoesTest {
    private static final String MODEL = "org.dxos.model.object";

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
    public void itemsSleepWhileTheirModelIsAwayAndComeAliveWithIt() throws Exception {
        Services services = new Services(context);
        Party party = echo.createParty("zoo");
        ItemId object = create(party, "dxos.model/object", List.of("set", "title", "first"));
        ItemId text = create(party, "dxos.model/text", List.of("set", "hello"));
        edit(party, object, List.of("count", "visits", "3"));
        Item alive = item(party, object);
        assertEquals("first", alive.field("title"));
        String shown = alive.render();
        Optional<Hash> state = alive.stateHash();

        for (int round = 0; round < 3; round++) {
            Bundle bundle = services.bundle(MODEL);
            String location = bundle.getLocation();
            bundle.uninstall();
            services.refresh(bundle);
            Services.eventually(
                    "the object is dormant", () -> item(party, object).status() == Status.DORMANT);
            assertTrue(item(party, object).statusReason().contains("object"));
            assertEquals(alive.mutations(), item(party, object).mutations());
            assertEquals(Status.LIVE, item(party, text).status());
            edit(party, text, List.of("append", "!"));
            EchoException refused =
                    assertThrows(EchoException.class, () -> edit(party, object, List.of("set", "title", "lost")));
            assertEquals(EchoException.Code.NOT_LIVE, refused.code());

            context.getBundle(0).getBundleContext().installBundle(location).start();
            Services.eventually("the object is alive", () -> item(party, object).status() == Status.LIVE);
            Services.eventually("its model is there", () -> echo.types().stream()
                    .anyMatch(type -> type.type().equals("dxos.model/object")));
            assertEquals(state, item(party, object).stateHash());
            assertEquals(shown, item(party, object).render());
        }
        edit(party, object, List.of("count", "visits", "4"));
        assertEquals(7L, item(party, object).field("visits"));
        assertEquals("hello!!!", item(party, text).render());
        assertEquals(Bundle.ACTIVE, services.bundle("org.dxos.shell").getState());
    }

    private static ItemId create(Party party, String model, List<String> words) {
        Batch batch = party.batch();
        ItemId id = batch.create(NewItem.of(model).type("test"));
        batch.edit(id, words).commit().await();
        return id;
    }

    private static void edit(Party party, ItemId id, List<String> words) {
        party.batch().edit(id, words).commit().await();
    }

    private static Item item(Party party, ItemId id) {
        return party.view().item(id).orElseThrow();
    }
}
