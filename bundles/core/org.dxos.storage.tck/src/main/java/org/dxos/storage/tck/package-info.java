/** Contract tests for storage, and a storage that fails as asked. */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.storage.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
