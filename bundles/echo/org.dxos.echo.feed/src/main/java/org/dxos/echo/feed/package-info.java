/**
 * Feeds: hash-chained, signed logs with one writer each; ranges of them as they travel; and timeframes. Blobs: large values beside
 * the feeds, named by their content.
 */
@NullMarked
@Export
@Version("1.1.0")
package org.dxos.echo.feed;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
