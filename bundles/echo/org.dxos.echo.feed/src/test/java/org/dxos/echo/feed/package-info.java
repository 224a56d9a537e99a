@NullMarked
package org.dxos.echo.feed;

import org.jspecify.annotations.NullMarked;
