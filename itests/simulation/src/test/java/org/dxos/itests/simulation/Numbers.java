package org.dxos.itests.simulation;

import java.util.ArrayList;
import java.util.List;

/** The state of a {@link NumbersMachine}: numbers in an order, and a digest of the order in which they came. Mutable. */
final class Numbers {
    final List<Long> values = new ArrayList<>();
    long digest;
    /** Whether a mutation of format 2 has been applied, which states of format 1 cannot say. */
    boolean isNew;

    Numbers copy() {
        Numbers copy = new Numbers();
        copy.values.addAll(values);
        copy.digest = digest;
        copy.isNew = isNew;
        return copy;
    }
}
