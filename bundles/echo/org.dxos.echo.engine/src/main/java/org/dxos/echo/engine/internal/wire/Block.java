package org.dxos.echo.engine.internal.wire;

import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.key.FeedKey;
import org.jspecify.annotations.Nullable;

/**
 * What a block says.
 *
 * @param dependencies blocks of other feeds that the writer had seen, where it had seen more than at its block before
 * @param height one more than the greatest height of all blocks the writer had seen
 * @param claimedMillis the writer's clock
 * @param credentials what a control block holds; empty in a data block
 * @param operations what a data block holds, applied together; empty in a control block
 */
public record Block(
        List<Dependency> dependencies,
        long height,
        long claimedMillis,
        List<Bytes> credentials,
        List<Operation> operations) {
    public Block {
        dependencies = List.copyOf(dependencies);
        credentials = List.copyOf(credentials);
        operations = List.copyOf(operations);
    }

    public boolean isControl() {
        return !credentials.isEmpty();
    }

    /**
     * A feed of which the writer had seen {@code length} blocks. On the wire the feed is named by its key when the writer's feed
     * mentions it first, and by its number among the feeds so mentioned afterwards.
     *
     * @param number the feed's number in the writer's feed
     * @param key the feed's key where it is mentioned first, else null
     */
    public record Dependency(int number, @Nullable FeedKey key, long length) {}
}
