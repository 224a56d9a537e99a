/** Typed public keys: one kind of key cannot be passed where another is asked for. */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.base.key;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
