package org.dxos.model.chess.internal.game;

import org.dxos.base.key.IdentityKey;
import org.dxos.model.chess.Side;
import org.jspecify.annotations.Nullable;

/** Who plays; null for a seat that is open. */
public record Seats(@Nullable IdentityKey white, @Nullable IdentityKey black) {
    public static final Seats OPEN = new Seats(null, null);

    public @Nullable IdentityKey of(Side side) {
        return side == Side.WHITE ? white : black;
    }

    public Seats with(Side side, IdentityKey member) {
        return side == Side.WHITE ? new Seats(member, black) : new Seats(white, member);
    }

    public boolean has(Side side, IdentityKey member) {
        return member.equals(of(side));
    }

    public boolean has(IdentityKey member) {
        return has(Side.WHITE, member) || has(Side.BLACK, member);
    }

    public boolean areTaken() {
        return white != null && black != null;
    }

    /** Whether somebody else than this member sits here. */
    boolean hasOther(IdentityKey member) {
        return white != null && !white.equals(member) || black != null && !black.equals(member);
    }
}
