/** Persistent maps whose nodes may lie in pages and are loaded on first use. */
@NullMarked
package org.dxos.echo.engine.internal.tree;

import org.jspecify.annotations.NullMarked;
