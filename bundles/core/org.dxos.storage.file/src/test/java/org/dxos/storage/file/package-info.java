@NullMarked
package org.dxos.storage.file;

import org.jspecify.annotations.NullMarked;
