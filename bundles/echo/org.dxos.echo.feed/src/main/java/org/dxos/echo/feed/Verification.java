package org.dxos.echo.feed;

import java.util.List;

/**
 * What {@link Feed#verify} found.
 *
 * @param from the first block that is kept
 * @param to where the feed ends, or ended
 * @param blocks sound blocks that were read
 * @param commits signatures that were checked and are right
 * @param complete false when the listener ended it early; {@code damage} then lists what was found so far
 * @param damage what cannot be read, or is not what was signed; in the order of the blocks, none of it repaired
 */
public record Verification(long from, long to, long blocks, long commits, boolean complete, List<Feed.Damage> damage) {
    public Verification {
        damage = List.copyOf(damage);
    }

    /** Whether everything was read and is right. */
    public boolean isSound() {
        return complete && damage.isEmpty();
    }

    /** Told now and then how far it is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * So many blocks of so many were looked at.
         *
         * @return whether to go on
         */
        boolean at(long blocks, long of);
    }
}
