/** Storage in memory: tests use it, and parties that shall leave nothing behind. */
@NullMarked
package org.dxos.storage.memory;

import org.jspecify.annotations.NullMarked;
