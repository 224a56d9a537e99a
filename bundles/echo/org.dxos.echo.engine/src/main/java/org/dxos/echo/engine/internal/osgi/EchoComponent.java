package org.dxos.echo.engine.internal.osgi;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.echo.ArchiveInfo;
import org.dxos.echo.Echo;
import org.dxos.echo.FeedCheck;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.echo.PartyTicket;
import org.dxos.echo.TypeInfo;
import org.dxos.echo.engine.EchoEngine;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.BlobStores;
import org.dxos.echo.feed.FeedStore;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.dxos.halo.credential.RosterView;
import org.dxos.storage.Storage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the engine on the services of a node, and offers each open party's feeds and roster as services. */
@Component(service = Echo.class, immediate = true, configurationPid = "org.dxos.echo.engine")
@Designate(ocd = EchoComponent.Config.class)
public final class EchoComponent implements Echo, EchoEngine.PartyListener {
    private static final Logger LOG = LoggerFactory.getLogger(EchoComponent.class);

    /** Limits and times of parties. */
    @ObjectClassDefinition(name = "ECHO")
    public @interface Config {
        @AttributeDefinition(name = "Block size", description = "Bytes in the largest block.", min = "1024")
        int block_size_max() default 1 << 20;

        @AttributeDefinition(
                name = "Commit delay",
                description = "Milliseconds after which writes that nobody waits for are on disk.",
                min = "1")
        int commit_delay() default 50;

        @AttributeDefinition(
                name = "Foreign code limit",
                description = "Milliseconds after which a call of a state machine counts as hung.",
                min = "100")
        int foreign_limit() default 2000;

        @AttributeDefinition(
                name = "Unwritten blocks",
                description = "Blocks in memory that are not on disk, beyond which writers wait.",
                min = "1")
        int unwritten_max() default 1 << 16;

        @AttributeDefinition(
                name = "Blocks per turn",
                description = "Blocks and mutations taken in one turn of a party's loop.",
                min = "1")
        int blocks_per_turn() default 4096;

        @AttributeDefinition(
                name = "Blocks per snapshot",
                description = "After how many blocks a party's snapshot is written. One is written at closing, too.",
                min = "1")
        int snapshot_blocks() default 1 << 14;

        @AttributeDefinition(name = "Threads", description = "Threads for commits and live queries.", min = "2")
        int threads() default 4;
    }

    private final BundleContext context;
    private final SystemScheduler scheduler;
    private final EchoEngine engine;
    private final Map<PartyId, List<ServiceRegistration<?>>> registrations = new ConcurrentHashMap<>();

    @Activate
    public EchoComponent(
            BundleContext context,
            @Reference Storage storage,
            @Reference FeedStore feeds,
            @Reference Keyring keyring,
            Config config) {
        this.context = context;
        this.scheduler = new SystemScheduler("dxos-echo", config.threads(), EchoComponent::log);
        PartyConfig limits = new PartyConfig(
                config.block_size_max(),
                Duration.ofMillis(config.commit_delay()),
                Duration.ofMillis(config.foreign_limit()),
                config.unwritten_max(),
                config.blocks_per_turn(),
                config.snapshot_blocks());
        this.engine =
                new EchoEngine(new EchoEngine.Parts(storage, feeds, keyring, scheduler, limits, EchoComponent::log));
        this.engine.parties().stream()
                .filter(party -> party.state() == PartyInfo.State.DAMAGED)
                .forEach(party -> LOG.error("Party {} cannot be opened: {}", party.id(), party.reason()));
    }

    /** Opens what is kept, now that the components that bring types have had their chance. */
    @Activate
    void activate() {
        engine.listen(this);
        scheduler.execute(() -> {
            for (PartyInfo party : engine.parties()) {
                if (party.state() == PartyInfo.State.CLOSED) {
                    engine.party(party.id());
                }
            }
        });
    }

    @Deactivate
    void deactivate() {
        engine.close();
        scheduler.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindStateMachine(StateMachine<?, ?> machine, ServiceReference<StateMachine<?, ?>> reference) {
        engine.add(machine, provider(reference));
    }

    void unbindStateMachine(StateMachine<?, ?> machine) {
        if (!engine.remove(machine)) {
            LOG.warn(
                    "A party did not let go of {} within two seconds",
                    machine.getClass().getName());
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindModel(Model<?, ?, ?> model, ServiceReference<Model<?, ?, ?>> reference) {
        engine.add(model, provider(reference));
    }

    void unbindModel(Model<?, ?, ?> model) {
        engine.remove(model);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindBlobStores(BlobStores stores) {
        engine.add(stores);
    }

    void unbindBlobStores(BlobStores stores) {
        engine.remove(stores);
    }

    private static String provider(ServiceReference<?> reference) {
        var bundle = reference.getBundle();
        return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    @Override
    public void opened(Party party, PartyFeeds feeds, RosterView roster) {
        registrations.put(
                party.id(),
                List.of(
                        context.registerService(PartyFeeds.class, feeds, properties(party.id())),
                        context.registerService(RosterView.class, roster, properties(party.id()))));
    }

    @Override
    public void closed(PartyId party) {
        List<ServiceRegistration<?>> registered = registrations.remove(party);
        if (registered != null) {
            registered.forEach(ServiceRegistration::unregister);
        }
    }

    private static Dictionary<String, Object> properties(PartyId party) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(PartyFeeds.PROPERTY_PARTY, party.hex());
        return properties;
    }

    private static void log(Throwable failure) {
        LOG.error("ECHO failed: {}", failure.toString(), failure);
    }

    @Override
    public IdentityKey identity() {
        return engine.identity();
    }

    @Override
    public DeviceKey device() {
        return engine.device();
    }

    @Override
    public List<PartyInfo> parties() {
        return engine.parties();
    }

    @Override
    public Party createParty(String label) {
        return engine.createParty(label);
    }

    @Override
    public Party joinParty(PartyTicket ticket) {
        return engine.joinParty(ticket);
    }

    @Override
    public Party party(PartyId id) {
        return engine.party(id);
    }

    @Override
    public Optional<Party> openParty(PartyId id) {
        return engine.openParty(id);
    }

    @Override
    public void closeParty(PartyId id) {
        engine.closeParty(id);
    }

    @Override
    public void deleteParty(PartyId id) {
        engine.deleteParty(id);
    }

    @Override
    public void labelParty(PartyId id, String label) {
        engine.labelParty(id, label);
    }

    @Override
    public void exportParty(PartyId id, OutputStream target, Progress progress) {
        engine.exportParty(id, target, progress);
    }

    @Override
    public PartyId importParty(InputStream source, Progress progress) {
        return engine.importParty(source, progress);
    }

    @Override
    public List<FeedCheck> verifyParty(PartyId id, Progress progress) {
        return engine.verifyParty(id, progress);
    }

    @Override
    public long repairParty(PartyId id, InputStream archive, Progress progress) {
        return engine.repairParty(id, archive, progress);
    }

    @Override
    public ArchiveInfo verifyArchive(InputStream source, Progress progress) {
        return engine.verifyArchive(source, progress);
    }

    @Override
    public List<TypeInfo> types() {
        return engine.types();
    }
}
