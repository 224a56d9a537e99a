package org.dxos.node;

import java.util.List;

/**
 * One thing that keeps a bundle from running.
 *
 * @param kind what sort of thing it is
 * @param what the thing itself, such as {@code org.example.api [1.0,2)}
 * @param suppliers bundles known to this node that would supply it, each as {@code symbolic-name/version} with a remark on
 *     where it is; empty when none is known
 */
public record Missing(Kind kind, String what, List<String> suppliers) {
    /** The sorts of things a bundle can wait for. */
    public enum Kind {
        PACKAGE,
        SERVICE,
        CAPABILITY,
        BUNDLE,
        HOST,
        APPROVAL,
        CONFIGURATION
    }

    public Missing {
        suppliers = List.copyOf(suppliers);
    }

    /** One line for people. */
    @Override
    public String toString() {
        String thing = kind.name().toLowerCase(java.util.Locale.ROOT) + " " + what;
        return suppliers.isEmpty() ? thing : thing + " (supplied by " + String.join(", ", suppliers) + ")";
    }
}
