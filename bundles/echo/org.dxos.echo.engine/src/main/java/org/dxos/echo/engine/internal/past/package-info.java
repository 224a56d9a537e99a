/** What a party was: moments as cuts through its feeds, views at them, and the changes of an item. */
@NullMarked
package org.dxos.echo.engine.internal.past;

import org.jspecify.annotations.NullMarked;
