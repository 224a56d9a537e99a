package org.dxos.echo.tck;

import java.util.Comparator;
import org.dxos.base.Bytes;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.MutationMeta;

/** The meta of a mutation for tests. */
public record DetachedMeta(
        ItemId item,
        IdentityKey member,
        DeviceKey device,
        FeedKey feed,
        long sequence,
        int index,
        long height,
        long claimedMillis)
        implements MutationMeta {
    /** Canonical order. */
    public static final Comparator<MutationMeta> CANONICAL = Comparator.comparingLong(MutationMeta::height)
            .thenComparing(MutationMeta::feed)
            .thenComparingLong(MutationMeta::sequence)
            .thenComparingInt(MutationMeta::index);

    /** A mutation that stands alone in its block, claimed at {@code height} seconds. */
    public static DetachedMeta of(ItemId item, Writer writer, long sequence, long height) {
        return new DetachedMeta(
                item, writer.member(), writer.device(), writer.feed(), sequence, 0, height, 1_000 * height);
    }

    /** An equal meta that shares no object with this one. */
    DetachedMeta copy() {
        return new DetachedMeta(
                new ItemId(copy(item.bytes())),
                IdentityKey.of(copy(member.bytes())),
                DeviceKey.of(copy(device.bytes())),
                FeedKey.of(copy(feed.bytes())),
                sequence,
                index,
                height,
                claimedMillis);
    }

    private static Bytes copy(Bytes bytes) {
        return Bytes.copyOf(bytes.toArray());
    }
}
