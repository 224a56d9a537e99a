/** Tests that run inside a framework with the bundles of the assembled node. */
@org.jspecify.annotations.NullMarked
package org.dxos.itests.framework;
