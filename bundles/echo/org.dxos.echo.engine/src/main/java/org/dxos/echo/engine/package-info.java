/** The ECHO engine. Exported to nobody; public for tests and embedding. */
@NullMarked
package org.dxos.echo.engine;

import org.jspecify.annotations.NullMarked;
