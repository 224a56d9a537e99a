package org.dxos.halo.credential;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.jspecify.annotations.Nullable;

/**
 * A set of credentials and how they rely on each other. A credential has a place once all that it relies on have theirs; until
 * then it waits. Those that are not authentic are set apart and hold nothing up. Immutable.
 */
final class Graph {
    static final Graph EMPTY = new Graph(new HashMap<>(), new ArrayList<>(), new TreeMap<>(), new TreeMap<>());

    private static final Comparator<Node> CANONICAL = Comparator.comparingInt(Node::depth)
            .thenComparing(node -> node.credential().hash());

    /** @param ancestors the numbers of all that this one relies on, directly or not */
    record Node(Credential credential, int number, int depth, BitSet ancestors) {
        boolean reliesOn(Node other) {
            return ancestors.get(other.number);
        }
    }

    private final Map<Hash, Node> placed;
    private final List<Node> canonical;
    private final TreeMap<Hash, Credential> waiting;
    private final TreeMap<Bytes, Credential> forged;

    private Graph(
            Map<Hash, Node> placed,
            List<Node> canonical,
            TreeMap<Hash, Credential> waiting,
            TreeMap<Bytes, Credential> forged) {
        this.placed = placed;
        this.canonical = canonical;
        this.waiting = waiting;
        this.forged = forged;
    }

    /** This graph and more credentials; the same object when all of them are known. */
    Graph plus(Collection<Credential> credentials) {
        Graph next = null;
        Deque<Credential> fresh = new ArrayDeque<>();
        for (Credential credential : credentials) {
            Graph seen = next == null ? this : next;
            if (!seen.knows(credential)) {
                next = next == null ? copy() : next;
                next.take(credential, fresh);
            }
        }
        if (next == null) {
            return this;
        }
        next.place(fresh);
        return next;
    }

    private Graph copy() {
        return new Graph(
                new HashMap<>(placed), new ArrayList<>(canonical), new TreeMap<>(waiting), new TreeMap<>(forged));
    }

    private boolean knows(Credential credential) {
        Credential known = authentic(credential.hash());
        return credential.equals(known)
                || forged.containsKey(credential.encoded())
                || (known != null && known.encoded().compareTo(credential.encoded()) < 0 && credential.isAuthentic());
    }

    private @Nullable Credential authentic(Hash hash) {
        Node node = placed.get(hash);
        return node == null ? waiting.get(hash) : node.credential();
    }

    /** Of two authentic credentials with one payload the one whose bytes sort first is kept, whichever came first. */
    private void take(Credential credential, Deque<Credential> fresh) {
        if (!credential.isAuthentic()) {
            forged.put(credential.encoded(), credential);
            return;
        }
        Hash hash = credential.hash();
        Credential known = authentic(hash);
        if (known == null) {
            waiting.put(hash, credential);
            fresh.add(credential);
        } else if (credential.encoded().compareTo(known.encoded()) < 0) {
            Node node = placed.get(hash);
            if (node == null) {
                waiting.put(hash, credential);
            } else {
                Node better = new Node(credential, node.number, node.depth, node.ancestors);
                placed.put(hash, better);
                canonical.set(canonical.indexOf(node), better);
            }
        }
    }

    private void place(Deque<Credential> fresh) {
        Map<Hash, List<Credential>> children = new HashMap<>();
        for (Credential credential : waiting.values()) {
            for (Hash parent : credential.parents()) {
                children.computeIfAbsent(parent, key -> new ArrayList<>()).add(credential);
            }
        }
        while (!fresh.isEmpty()) {
            Hash hash = fresh.remove().hash();
            Credential credential = waiting.get(hash);
            if (credential != null && placed.keySet().containsAll(credential.parents())) {
                waiting.remove(hash);
                Node node = node(credential);
                placed.put(hash, node);
                canonical.add(node);
                fresh.addAll(children.getOrDefault(hash, List.of()));
            }
        }
        canonical.sort(CANONICAL);
    }

    private Node node(Credential credential) {
        BitSet ancestors = new BitSet();
        int depth = 0;
        for (Hash hash : credential.parents()) {
            Node parent = Objects.requireNonNull(placed.get(hash));
            ancestors.or(parent.ancestors);
            ancestors.set(parent.number);
            depth = Math.max(depth, parent.depth + 1);
        }
        return new Node(credential, placed.size(), depth, ancestors);
    }

    /** All that have a place, by depth and then by hash. */
    List<Node> canonical() {
        return Collections.unmodifiableList(canonical);
    }

    /** Authentic credentials that rely on something that is not here, by hash. */
    Collection<Credential> waiting() {
        return waiting.values();
    }

    /** What a waiting credential misses. */
    List<Hash> missing(Credential credential) {
        return credential.parents().stream()
                .filter(parent -> !placed.containsKey(parent))
                .toList();
    }

    /** Credentials with bad signatures, by their bytes. */
    Collection<Credential> forged() {
        return forged.values();
    }
}
