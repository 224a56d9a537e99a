/** The component and its configuration. */
@NullMarked
package org.dxos.echo.feed.log.internal.osgi;

import org.jspecify.annotations.NullMarked;
