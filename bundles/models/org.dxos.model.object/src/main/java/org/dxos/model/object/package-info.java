/**
 * Objects: named values with nested objects, lists, sets and counters. {@link ObjectItem} is the API of an item;
 * {@link ObjectModels} gives the state machine and the model where there is no service registry.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.model.object;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
