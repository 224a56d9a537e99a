/** The services of this bundle. */
@NullMarked
package org.dxos.model.messenger.internal.osgi;

import org.jspecify.annotations.NullMarked;
