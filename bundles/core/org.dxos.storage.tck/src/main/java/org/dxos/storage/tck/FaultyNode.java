package org.dxos.storage.tck;

import org.dxos.testkit.SeededRandom;

/** A file or folder of a faulty storage. Guarded by the storage's lock. */
interface FaultyNode {
    /** Bytes in it. */
    long size();

    /** What a loss of power leaves. */
    FaultyNode crash(CrashOutcome outcome, SeededRandom random);
}
