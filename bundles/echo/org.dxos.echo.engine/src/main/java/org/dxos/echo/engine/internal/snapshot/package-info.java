/** A party's state on disk: what a snapshot holds, and how it lies in pages. */
@NullMarked
package org.dxos.echo.engine.internal.snapshot;

import org.jspecify.annotations.NullMarked;
