/** What the engine keeps beside the feeds: which parties there are, and who this node is. */
@NullMarked
package org.dxos.echo.engine.internal.record;

import org.jspecify.annotations.NullMarked;
