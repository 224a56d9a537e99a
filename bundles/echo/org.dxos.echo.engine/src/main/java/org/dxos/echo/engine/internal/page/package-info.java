/** Content-addressed pages in append-only files, and the one small file that names the newest root. */
@NullMarked
package org.dxos.echo.engine.internal.page;

import org.jspecify.annotations.NullMarked;
