/** Immutable bytes, bounded readers and writers, hashes, and the typed rejection of bad input. */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.base;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
