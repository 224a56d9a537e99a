package org.dxos.echo.engine.internal.party;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dxos.base.key.PartyId;
import org.dxos.halo.credential.Roster;
import org.dxos.halo.credential.RosterView;

/** The party's roster for those who watch it. */
public final class RosterWatch implements RosterView {
    private final PartyId party;
    private final Consumer<Throwable> failures;
    private final CopyOnWriteArrayList<Consumer<Roster>> listeners = new CopyOnWriteArrayList<>();
    private volatile Roster roster;

    RosterWatch(PartyId party, Consumer<Throwable> failures) {
        this.party = party;
        this.failures = failures;
        this.roster = Roster.empty(party);
    }

    @Override
    public PartyId party() {
        return party;
    }

    @Override
    public Roster roster() {
        return roster;
    }

    @Override
    public Subscription listen(Consumer<Roster> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void set(Roster value) {
        roster = value;
    }

    void tell() {
        for (Consumer<Roster> listener : listeners) {
            try {
                listener.accept(roster);
            } catch (RuntimeException | Error e) {
                failures.accept(e);
            }
        }
    }
}
