package org.dxos.base.loop;

import java.security.SecureRandom;
import org.dxos.base.Bytes;

/** Where random bytes come from. Any thread. */
public interface Entropy {
    Bytes bytes(int size);

    /** The platform's secure source. */
    static Entropy secure() {
        SecureRandom random = new SecureRandom();
        return size -> {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            return Bytes.wrap(bytes);
        };
    }
}
