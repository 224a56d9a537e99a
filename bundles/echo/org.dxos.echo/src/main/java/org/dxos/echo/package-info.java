/** What applications, shell and bots use: parties, items, links, batches, immutable views and live queries. */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.echo;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
