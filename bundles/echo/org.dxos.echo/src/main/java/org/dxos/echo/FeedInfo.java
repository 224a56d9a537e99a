package org.dxos.echo;

import java.util.List;
import org.dxos.base.key.FeedKey;

/**
 * A feed of a party.
 *
 * @param own whether this node writes it
 * @param writer who writes it, or empty when it is not admitted
 * @param length blocks kept here
 * @param processed blocks whose content has been ordered and applied
 * @param synced blocks that survive a crash
 * @param bytes bytes on disk
 * @param damage what is wrong with its files, in words; empty for a sound feed
 */
public record FeedInfo(
        FeedKey key,
        boolean own,
        String writer,
        long length,
        long processed,
        long synced,
        long bytes,
        List<String> damage) {
    public FeedInfo {
        damage = List.copyOf(damage);
    }
}
