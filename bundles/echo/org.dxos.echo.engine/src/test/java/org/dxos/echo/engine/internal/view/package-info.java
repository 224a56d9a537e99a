@NullMarked
package org.dxos.echo.engine.internal.view;

import org.jspecify.annotations.NullMarked;
