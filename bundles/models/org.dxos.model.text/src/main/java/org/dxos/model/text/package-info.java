/** Text that many people edit at once: the facade of the model {@code dxos.model/text}. */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.model.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
