/**
 * Conversations: messages with threads, reactions, edits and deletions. {@link MessengerItem} is the API of an item;
 * {@link MessengerModels} gives the state machine and the model where there is no service registry.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.model.messenger;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
