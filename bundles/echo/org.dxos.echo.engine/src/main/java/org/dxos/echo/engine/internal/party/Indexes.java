package org.dxos.echo.engine.internal.party;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.dxos.base.MalformedException;
import org.dxos.base.key.PartyId;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.IndexInfo;
import org.dxos.echo.engine.internal.index.IndexFile;
import org.dxos.echo.engine.internal.index.IndexSpec;
import org.dxos.echo.engine.internal.index.IndexSpec.Scope;
import org.dxos.echo.engine.internal.index.IndexView;
import org.dxos.echo.engine.internal.index.Indexer;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.engine.internal.view.PartyView;
import org.dxos.echo.model.Index;
import org.dxos.storage.StorageException;

/** Which indexes a party has: those that were declared on this node, and those that its models ask for. */
final class Indexes implements Indexer.Party {
    private static final Duration DELAY = Duration.ofMillis(100);
    /** Indexes that can be declared for one party. */
    private static final int MOST = 64;

    private final PartyId party;
    private final PartyServices services;
    private final PartyLoop loop;
    private final Supplier<PartyView> views;
    private final Indexer indexer;

    Indexes(PartyId party, PartyServices services, PartyLoop loop, Supplier<PartyView> views) {
        this.party = party;
        this.services = services;
        this.loop = loop;
        this.views = views;
        this.indexer = new Indexer(services.scheduler(), DELAY, this, services.failures());
    }

    Indexer indexer() {
        return indexer;
    }

    @Override
    public Indexer.Items items() {
        return views.get();
    }

    @Override
    public void inLoop(Runnable task) {
        loop.execute(task);
    }

    /** Brings what a snapshot holds into line with what is declared and installed. Within the loop. */
    void begin() {
        try {
            List<IndexSpec> declared = new IndexFile(party, services.storage()).read();
            for (IndexSpec spec : declared) {
                indexer.declare(spec.scope(), spec.name(), spec.index());
            }
            for (IndexSpec spec : indexer.specs()) {
                if (spec.scope() != Scope.MODEL && declared.stream().noneMatch(spec::isLike)) {
                    indexer.drop(spec.scope(), spec.name(), spec.index());
                }
            }
        } catch (StorageException | MalformedException e) {
            services.failures().accept(e);
        }
        services.types().models().forEach(this::arrived);
    }

    /** A model came or went. Within the loop. */
    void modelChanged(String type) {
        ModelCode model = services.types().model(type);
        if (model != null) {
            arrived(model);
        }
    }

    private void arrived(ModelCode model) {
        Set<Index> wanted = model.indexes();
        for (IndexSpec spec : indexer.specs()) {
            if (spec.scope() == Scope.MODEL && spec.name().equals(model.type()) && !wanted.contains(spec.index())) {
                indexer.drop(Scope.MODEL, model.type(), spec.index());
            }
        }
        wanted.forEach(index -> indexer.declare(Scope.MODEL, model.type(), index));
        indexer.modelArrived(model.type(), model.provider());
    }

    /** Declares an index, or takes it back. Any thread but the loop. */
    synchronized boolean change(String type, Index index, boolean isWanted) {
        Scope scope = type.isEmpty() ? Scope.ALL : Scope.TYPE;
        List<IndexSpec> specs = new ArrayList<>(loop.run(indexer::specs).stream()
                .filter(spec -> spec.scope() != Scope.MODEL)
                .toList());
        IndexSpec wanted = new IndexSpec(0, scope, type, index);
        boolean isThere = specs.removeIf(wanted::isLike);
        if (isThere == isWanted) {
            return false;
        }
        if (isWanted) {
            if (specs.size() >= MOST) {
                throw new EchoException(Code.LIMIT, "a party has at most " + MOST + " declared indexes");
            }
            specs.add(wanted);
        }
        try {
            new IndexFile(party, services.storage()).write(specs);
        } catch (StorageException e) {
            throw new EchoException(Code.STORAGE, String.valueOf(e.getMessage()), e);
        }
        return loop.run(() -> isWanted ? indexer.declare(scope, type, index) : indexer.drop(scope, type, index));
    }

    static List<IndexInfo> infos(PartyView view) {
        IndexView indexes = view.maps().indexes();
        return indexes.specs().stream()
                .map(spec -> new IndexInfo(
                        spec.scope() == Scope.TYPE ? spec.name() : "",
                        spec.scope() == Scope.MODEL ? spec.name() : "",
                        spec.index(),
                        indexes.isReady(spec),
                        indexes.lag()))
                .toList();
    }
}
