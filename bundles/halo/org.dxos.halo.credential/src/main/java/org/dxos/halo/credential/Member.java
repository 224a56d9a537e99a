package org.dxos.halo.credential;

import java.util.List;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.IdentityKey;

/**
 * A member of a party.
 *
 * @param role the highest role it was given
 * @param devices those that act for it, ascending
 */
public record Member(IdentityKey identity, Role role, List<DeviceKey> devices) {
    public Member {
        devices = List.copyOf(devices);
    }
}
