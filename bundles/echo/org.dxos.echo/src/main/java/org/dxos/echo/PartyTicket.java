package org.dxos.echo;

import java.util.List;
import org.dxos.base.key.PartyId;
import org.dxos.halo.credential.Credential;

/** What a node must know to start a replica: the party's genesis, and such other credentials as the giver adds. */
public record PartyTicket(PartyId party, List<Credential> credentials) {
    public PartyTicket {
        credentials = List.copyOf(credentials);
    }
}
