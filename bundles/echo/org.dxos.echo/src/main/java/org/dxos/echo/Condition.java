package org.dxos.echo;

import java.util.List;

/**
 * A condition on an item. Must depend on nothing but the item, so that live queries need to look at changed items only. Made by
 * the methods of {@link Conditions}, or any function.
 */
@FunctionalInterface
public interface Condition {
    Condition TRUE = item -> true;

    boolean holds(Item item);

    default Condition and(Condition other) {
        return Conditions.allOf(List.of(this, other));
    }

    default Condition or(Condition other) {
        return Conditions.anyOf(List.of(this, other));
    }

    default Condition not() {
        return item -> !holds(item);
    }
}
