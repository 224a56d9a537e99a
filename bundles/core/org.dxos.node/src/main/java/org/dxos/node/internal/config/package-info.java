/** Reading configuration files. */
@NullMarked
package org.dxos.node.internal.config;

import org.jspecify.annotations.NullMarked;
