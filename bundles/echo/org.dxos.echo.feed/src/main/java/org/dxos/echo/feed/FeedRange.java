package org.dxos.echo.feed;

import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;

/** Blocks {@code [from, head.length)} of a feed, with the signed head that covers them. */
public record FeedRange(long from, List<Bytes> blocks, FeedHead head) {
    public FeedRange {
        blocks = List.copyOf(blocks);
        if (from < 0 || from + blocks.size() != head.length()) {
            throw new IllegalArgumentException(
                    blocks.size() + " blocks from " + from + " do not end at the head's length " + head.length());
        }
    }

    public FeedKey feed() {
        return head.feed();
    }

    /** Whether the blocks lead from the given chain value to the head, and the head is signed. Stateless and costly. */
    public boolean isAuthentic(Hash before) {
        ChainHasher chain = new ChainHasher(before, from);
        blocks.forEach(chain::add);
        return chain.value().equals(head.chain()) && head.isAuthentic();
    }
}
