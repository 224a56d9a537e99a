/** Loops, timers, clock and randomness: the only place where threads and time come from. */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.base.loop;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
