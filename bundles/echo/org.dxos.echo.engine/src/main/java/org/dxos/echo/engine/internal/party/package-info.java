/** The party: its loop, feeds, batches, commits and live queries. */
@NullMarked
package org.dxos.echo.engine.internal.party;

import org.jspecify.annotations.NullMarked;
