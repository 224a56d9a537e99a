/** Chess: the facade of the model {@code dxos.model/chess}. */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.model.chess;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
