package org.dxos.base.crypto;

import org.dxos.base.Bytes;
import org.dxos.base.key.PublicKey;

/** Signs with one secret key, which it does not give away. Any thread. */
public interface Signer {
    PublicKey publicKey();

    /** The 64-byte Ed25519 signature of a message. Callers put a domain in front of what they sign. */
    Bytes sign(Bytes message);
}
