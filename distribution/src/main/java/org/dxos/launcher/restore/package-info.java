/**
 * Puts a backup back into a store, with the bundles of the distribution as plain classes. Runs in a class loader of its own: the
 * launcher itself knows no bundle.
 */
@NullMarked
package org.dxos.launcher.restore;

import org.jspecify.annotations.NullMarked;
