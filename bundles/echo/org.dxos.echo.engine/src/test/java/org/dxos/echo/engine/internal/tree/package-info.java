@NullMarked
package org.dxos.echo.engine.internal.tree;

import org.jspecify.annotations.NullMarked;
