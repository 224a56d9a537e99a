package org.dxos.echo;

import org.dxos.echo.model.Index;

/**
 * An index of a party on this node.
 *
 * @param type which items are in it; empty for those of all types
 * @param model the model that declared it for its items; empty when it was declared by {@link Party#declareIndex}
 * @param ready whether queries use it; false while it is being filled
 * @param lag items that changed and are not in it yet as they are now; queries look at each of them
 */
public record IndexInfo(String type, String model, Index index, boolean ready, int lag) {}
