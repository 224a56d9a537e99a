package org.dxos.halo.credential;

import java.util.List;
import org.dxos.base.key.PartyId;

/** A new party: its id and its first credentials (genesis, the creator's device, that device's feed), in this order. */
public record PartyFounding(PartyId party, List<Credential> credentials) {
    public PartyFounding {
        credentials = List.copyOf(credentials);
    }

    public Credential genesis() {
        return credentials.get(0);
    }
}
