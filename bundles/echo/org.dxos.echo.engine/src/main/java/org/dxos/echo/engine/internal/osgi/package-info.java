/** The engine as an OSGi component. */
@NullMarked
package org.dxos.echo.engine.internal.osgi;

import org.jspecify.annotations.NullMarked;
