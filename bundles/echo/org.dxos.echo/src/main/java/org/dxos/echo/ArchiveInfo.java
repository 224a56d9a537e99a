package org.dxos.echo;

import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;

/**
 * What a party's archive holds.
 *
 * @param feeds for each feed the number of its blocks
 * @param members how many members its credentials name
 */
public record ArchiveInfo(PartyId party, Map<FeedKey, Long> feeds, int members) {
    public ArchiveInfo {
        feeds = java.util.Collections.unmodifiableMap(new TreeMap<>(feeds));
    }

    /** Blocks in all. */
    public long blocks() {
        return feeds.values().stream().mapToLong(Long::longValue).sum();
    }
}
