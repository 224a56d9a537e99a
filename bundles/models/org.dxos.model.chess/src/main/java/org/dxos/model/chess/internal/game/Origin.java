package org.dxos.model.chess.internal.game;

import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.Genesis;

/** Who made the item, and when by the maker's clock, in milliseconds since 1970. */
public record Origin(IdentityKey maker, long millis) {
    public static Origin of(Genesis genesis) {
        return new Origin(genesis.member(), genesis.claimedMillis());
    }
}
