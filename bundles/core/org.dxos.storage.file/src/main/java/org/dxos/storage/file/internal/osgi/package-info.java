/** The component and its configuration. */
@NullMarked
package org.dxos.storage.file.internal.osgi;

import org.jspecify.annotations.NullMarked;
