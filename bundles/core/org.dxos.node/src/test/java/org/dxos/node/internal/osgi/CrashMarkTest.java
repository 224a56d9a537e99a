package org.dxos.node.internal.osgi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashMarkTest {
    private static final Hash ONE = Hash.sha256(Bytes.wrap(new byte[] {1}));
    private static final Hash TWO = Hash.sha256(Bytes.wrap(new byte[] {2}));

    @TempDir
    Path folder;

    @Test
    void whatWasBeingStartedWhenTheProcessEndedIsNamedUntilItStarts() throws Exception {
        Path file = folder.resolve("deploy.starting");
        CrashMark first = CrashMark.read(file);
        first.set(ONE);
        first.set(TWO);
        first.clear(TWO);
        assertFalse(first.names(ONE), "it is still being started");

        CrashMark second = CrashMark.read(file);
        assertTrue(second.names(ONE));
        assertFalse(second.names(TWO));
        second.set(TWO);
        second.clear(TWO);
        assertTrue(CrashMark.read(file).names(ONE), "other starts do not clear it");

        second.set(ONE);
        second.clear(ONE);
        assertFalse(second.names(ONE));
        assertFalse(CrashMark.read(file).names(ONE));
    }
}
