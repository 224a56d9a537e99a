package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.Blobs;
import org.dxos.echo.FeedInfo;
import org.dxos.echo.Fork;
import org.dxos.echo.IndexInfo;
import org.dxos.echo.ItemChange;
import org.dxos.echo.Moment;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.echo.PartyInfo.State;
import org.dxos.echo.PartyTicket;
import org.dxos.echo.Query;
import org.dxos.echo.QueryUpdate;
import org.dxos.echo.Rejection;
import org.dxos.echo.Subscription;
import org.dxos.echo.View;
import org.dxos.echo.model.Index;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.halo.credential.Credentials;
import org.dxos.halo.credential.Role;
import org.dxos.halo.credential.Roster;

/** A party as applications see it. */
public final class OpenParty implements Party {
    private final PartyCore core;
    private final Signer device;
    private final Supplier<Long> millis;
    private final Supplier<String> label;
    private final Blobs blobs;
    private final Runnable close;

    /** @param close closes the party with all that the engine holds of it */
    public OpenParty(
            PartyCore core, Signer device, Supplier<Long> millis, Supplier<String> label, Blobs blobs, Runnable close) {
        this.core = core;
        this.device = device;
        this.millis = millis;
        this.label = label;
        this.blobs = blobs;
        this.close = close;
    }

    /** The party itself. */
    public PartyCore core() {
        return core;
    }

    @Override
    public PartyId id() {
        return core.party();
    }

    @Override
    public PartyInfo info() {
        String reason = core.readOnlyReason();
        State state = core.isClosed() ? State.CLOSED : reason.isEmpty() ? State.OPEN : State.READ_ONLY;
        return new PartyInfo(id(), label.get(), state, reason);
    }

    @Override
    public View view() {
        return core.view();
    }

    @Override
    public View at(Moment moment) {
        return core.past().at(moment);
    }

    @Override
    public List<ItemChange> history(ItemId id, int skip, int limit) {
        return core.past().history(id, skip, limit);
    }

    @Override
    public Batch batch() {
        return core.newBatch();
    }

    @Override
    public <T> T item(ItemId id, Class<T> facade) {
        return core.facade(id, facade, Acknowledgement.DISK);
    }

    @Override
    public <T> T item(ItemId id, Class<T> facade, Acknowledgement level) {
        return core.facade(id, facade, level);
    }

    @Override
    public Subscription observe(Query query, Consumer<QueryUpdate> listener) {
        return core.observe(query, listener);
    }

    @Override
    public boolean declareIndex(String type, Index index) {
        return core.changeIndex(type, index, true);
    }

    @Override
    public boolean dropIndex(String type, Index index) {
        return core.changeIndex(type, index, false);
    }

    @Override
    public List<IndexInfo> indexes() {
        return Indexes.infos(core.view());
    }

    @Override
    public Roster roster() {
        return core.roster().roster();
    }

    @Override
    public PartyTicket ticket() {
        return new PartyTicket(id(), roster().credentials());
    }

    @Override
    public Receipt admitMember(IdentityKey member, Role role) {
        return core.writeCredentials(
                () -> List.of(Credentials.admitMember(roster(), device, member, role, millis.get())));
    }

    @Override
    public List<FeedInfo> feeds() {
        List<FeedInfo> infos = new ArrayList<>();
        for (FeedState feed : core.feedStates()) {
            infos.add(new FeedInfo(
                    feed.key,
                    feed.own,
                    writer(feed.key),
                    feed.log.length(),
                    feed.processed,
                    feed.log.syncedLength(),
                    feed.log.size(),
                    damage(feed)));
        }
        return infos;
    }

    private static List<String> damage(FeedState feed) {
        List<String> found = new ArrayList<>();
        feed.log
                .damage()
                .forEach(damage -> found.add(damage.file() + " at byte " + damage.offset() + ": " + damage.what()
                        + (damage.repaired() ? " (cut back)" : "")));
        if (!feed.unreadable.isEmpty()) {
            found.add(feed.unreadable);
        }
        return found;
    }

    @Override
    public Blobs blobs() {
        return blobs;
    }

    @Override
    public List<Fork> forks() {
        return core.forks().stream()
                .map(proof -> new Fork(proof.feed(), proof.length(), writer(proof.feed())))
                .toList();
    }

    private String writer(FeedKey feed) {
        return roster().writer(feed)
                .map(writer -> writer.member() + "/" + writer.device() + " " + writer.role())
                .orElse("");
    }

    @Override
    public List<Rejection> rejections() {
        return core.rejections();
    }

    @Override
    public int retryFaulted() {
        return core.retryFaulted();
    }

    @Override
    public void flush() {
        core.flush();
    }

    @Override
    public void close() {
        close.run();
    }
}
