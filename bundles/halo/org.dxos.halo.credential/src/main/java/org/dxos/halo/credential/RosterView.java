package org.dxos.halo.credential;

import java.util.function.Consumer;
import org.dxos.base.key.PartyId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The roster of one open party as it changes. Registered as a service with the property {@code dxos.party} (the party's id in
 * hexadecimal) while the party is open. Any thread.
 */
@ProviderType
public interface RosterView {
    String PROPERTY_PARTY = "dxos.party";

    PartyId party();

    /** The roster as it is now. */
    Roster roster();

    /** Tells the listener of every later roster; coalesced, on any thread. Listeners must be quick. */
    Subscription listen(Consumer<Roster> listener);

    /** Ends with {@link #close}. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
