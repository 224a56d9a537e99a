package org.dxos.model.object.internal;

/** One step from a value to one inside it. */
public sealed interface Step {
    /** To the value under a name of an object. */
    record Name(String name) implements Step {}

    /**
     * To an element of a list.
     *
     * @param position where the writer saw it: readers look there first, which changes the time they take and nothing else
     */
    record At(ElementId id, int position) implements Step {}
}
