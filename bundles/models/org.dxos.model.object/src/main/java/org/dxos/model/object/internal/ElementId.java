package org.dxos.model.object.internal;

import org.dxos.base.key.FeedKey;

/**
 * The identity of a list element: the place of the mutation that made it, and its number among the elements that this mutation
 * makes. So it does not depend on what else has been applied.
 */
public record ElementId(FeedKey feed, long sequence, int index, int number) {}
