package org.dxos.testkit;

import org.dxos.base.Bytes;
import org.dxos.base.loop.Entropy;

/** Random bytes that follow from a seed. Guessable: for tests only. Any thread. */
public final class SimEntropy implements Entropy {
    private final SeededRandom random;

    public SimEntropy(long seed) {
        this(new SeededRandom(seed));
    }

    /** Draws from the given source, which nobody else may use from then on. */
    public SimEntropy(SeededRandom random) {
        this.random = random;
    }

    @Override
    public synchronized Bytes bytes(int size) {
        return random.bytes(size);
    }
}
