/** The node's services as components: everything here that knows the framework. */
@NullMarked
package org.dxos.node.internal.osgi;

import org.jspecify.annotations.NullMarked;
