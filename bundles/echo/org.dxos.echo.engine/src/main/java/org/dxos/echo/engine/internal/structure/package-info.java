/** The party's tree: makes, moves, deletes and restores in canonical order. */
@NullMarked
package org.dxos.echo.engine.internal.structure;

import org.jspecify.annotations.NullMarked;
