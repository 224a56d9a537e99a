package org.dxos.halo.keystore.file;

import java.nio.file.Path;
import org.dxos.base.crypto.Keyring.Purpose;
import org.dxos.base.loop.Entropy;

/** Run in a process of its own, under another umask: makes one key of each purpose in the folder that is given. */
final class OpenMask {
    private OpenMask() {}

    public static void main(String[] arguments) {
        FileKeyring ring = FileKeyring.open(Path.of(arguments[0]), Entropy.secure());
        for (Purpose purpose : Purpose.values()) {
            ring.create(purpose);
        }
    }
}
