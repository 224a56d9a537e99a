/** The component. */
@NullMarked
package org.dxos.storage.memory.internal.osgi;

import org.jspecify.annotations.NullMarked;
