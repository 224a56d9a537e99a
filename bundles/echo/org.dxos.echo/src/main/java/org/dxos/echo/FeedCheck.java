package org.dxos.echo;

import java.util.List;
import org.dxos.base.key.FeedKey;

/**
 * What reading a whole feed has shown.
 *
 * @param blocks sound blocks that were read
 * @param signatures that were checked and are right
 * @param damage what is wrong, in words; empty for a sound feed
 */
public record FeedCheck(FeedKey feed, long blocks, long signatures, List<String> damage) {
    public FeedCheck {
        damage = List.copyOf(damage);
    }

    public boolean isSound() {
        return damage.isEmpty();
    }
}
