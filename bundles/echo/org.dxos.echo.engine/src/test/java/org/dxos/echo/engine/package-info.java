@NullMarked
package org.dxos.echo.engine;

import org.jspecify.annotations.NullMarked;
