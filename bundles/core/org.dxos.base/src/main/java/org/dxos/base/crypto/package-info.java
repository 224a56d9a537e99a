/** Ed25519 signatures and the keyring that keeps the secret halves. */
@NullMarked
@Export
@Version("1.1.0")
package org.dxos.base.crypto;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
