package org.dxos.echo.engine.internal.structure;

import java.util.HashMap;
import java.util.Map;

/** A tree that differs from another in some items. Confined to the party loop. */
final class Nodes {
    private final Tree base;
    private final Map<Integer, Node> changed = new HashMap<>();

    private record Node(boolean exists, int parent, boolean deleted) {
        private static final Node NONE = new Node(false, Structure.NO_PARENT, false);
    }

    Nodes(Tree base) {
        this.base = base;
    }

    /** The other tree has caught up. */
    void forget() {
        changed.clear();
    }

    boolean exists(int item) {
        Node node = changed.get(item);
        return node == null ? item >= 0 && base.exists(item) : node.exists;
    }

    int parent(int item) {
        Node node = changed.get(item);
        return node == null ? base.parent(item) : node.parent;
    }

    boolean isDeleted(int item) {
        Node node = changed.get(item);
        return node == null ? base.isDeleted(item) : node.deleted;
    }

    void create(int item, int parent) {
        changed.put(item, new Node(true, parent, false));
    }

    void remove(int item) {
        changed.put(item, Node.NONE);
    }

    void set(int item, int parent, boolean deleted) {
        changed.put(item, new Node(true, parent, deleted));
    }
}
