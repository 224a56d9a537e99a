/** Storage on a folder of the file system. */
@NullMarked
package org.dxos.storage.file;

import org.jspecify.annotations.NullMarked;
