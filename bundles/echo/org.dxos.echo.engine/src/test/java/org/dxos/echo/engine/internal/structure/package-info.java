@NullMarked
package org.dxos.echo.engine.internal.structure;

import org.jspecify.annotations.NullMarked;
