package org.dxos.echo.engine.internal.past;

import java.util.stream.IntStream;
import org.dxos.echo.engine.internal.item.Recorded;

/**
 * Which mutations of a history belong to a cut: a beginning, and some after it.
 *
 * @param prefix how many at the start
 * @param later the indexes of the others
 */
record Extent(int prefix, int[] later) {
    private static final int[] NONE = {};

    static Extent of(Recorded history, Cut cut) {
        int prefix = 0;
        while (prefix < history.size() && cut.contains(history.place(prefix))) {
            prefix++;
        }
        return new Extent(
                prefix,
                IntStream.range(prefix, history.size())
                        .filter(index -> cut.contains(history.place(index)))
                        .toArray());
    }

    /** The first mutations of a history. */
    static Extent first(int count) {
        return new Extent(count, NONE);
    }

    int size() {
        return prefix + later.length;
    }

    int index(int i) {
        return i < prefix ? i : later[i - prefix];
    }
}
