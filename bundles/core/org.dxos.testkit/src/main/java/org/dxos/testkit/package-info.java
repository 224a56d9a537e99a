/** Virtual time, seeded randomness and well-known keys, so that a test runs the same way every time. For tests only. */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
