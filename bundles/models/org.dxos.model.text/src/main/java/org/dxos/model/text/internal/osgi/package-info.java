/** The services of this bundle. */
@NullMarked
package org.dxos.model.text.internal.osgi;

import org.jspecify.annotations.NullMarked;
