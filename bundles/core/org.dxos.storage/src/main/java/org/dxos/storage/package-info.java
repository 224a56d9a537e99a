/** Storage SPI: folders of append-only files and of small files that are replaced as a whole. */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
