@NullMarked
package org.dxos.echo.feed.log;

import org.jspecify.annotations.NullMarked;
