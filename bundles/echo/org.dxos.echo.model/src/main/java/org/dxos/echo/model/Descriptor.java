package org.dxos.echo.model;

import java.util.Set;
import java.util.TreeSet;

/** What a state machine says of itself. Made by {@link #of}; immutable. */
public final class Descriptor {
    private final String type;
    private final Order order;
    private final Set<Integer> mutationFormats;
    private final Set<Integer> stateFormats;

    private Descriptor(String type, Order order, Set<Integer> mutationFormats, Set<Integer> stateFormats) {
        this.type = type;
        this.order = order;
        this.mutationFormats = mutationFormats;
        this.stateFormats = stateFormats;
    }

    /**
     * A state machine that reads mutations and states of format 1.
     *
     * @param type 1 to 256 characters without white space, such as {@code dxos.state/text}
     */
    public static Descriptor of(String type, Order order) {
        Types.check(type);
        return new Descriptor(type, order, Set.of(1), Set.of(1));
    }

    /** The same, reading these mutation formats. */
    public Descriptor readsMutations(int... formats) {
        return new Descriptor(type, order, set(formats), stateFormats);
    }

    /** The same, reading these state formats. */
    public Descriptor readsStates(int... formats) {
        return new Descriptor(type, order, mutationFormats, set(formats));
    }

    public String type() {
        return type;
    }

    public Order order() {
        return order;
    }

    public boolean readsMutation(int format) {
        return mutationFormats.contains(format);
    }

    public boolean readsState(int format) {
        return stateFormats.contains(format);
    }

    public Set<Integer> mutationFormats() {
        return mutationFormats;
    }

    public Set<Integer> stateFormats() {
        return stateFormats;
    }

    private static Set<Integer> set(int... formats) {
        Set<Integer> set = new TreeSet<>();
        for (int format : formats) {
            set.add(new Encoded(format, org.dxos.base.Bytes.EMPTY).format());
        }
        return java.util.Collections.unmodifiableSet(set);
    }

    @Override
    public String toString() {
        return type + " (" + order + ", mutations " + mutationFormats + ", states " + stateFormats + ")";
    }
}
