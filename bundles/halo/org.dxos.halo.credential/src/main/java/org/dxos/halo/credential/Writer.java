package org.dxos.halo.credential;

import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;

/** Whose feed it is: the device that writes it, the member the device acts for, and that member's role now. */
public record Writer(FeedKey feed, DeviceKey device, IdentityKey member, Role role) {}
