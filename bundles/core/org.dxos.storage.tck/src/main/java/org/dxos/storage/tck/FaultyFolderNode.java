package org.dxos.storage.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.testkit.SeededRandom;
import org.jspecify.annotations.Nullable;

/** The names in a folder: those that are seen, and those that are safe. Guarded by the storage's lock. */
final class FaultyFolderNode implements FaultyNode {
    private final TreeMap<String, FaultyNode> live = new TreeMap<>();
    private final TreeMap<String, FaultyNode> safe = new TreeMap<>();
    private final List<Change> unsafe = new ArrayList<>();
    private boolean deleted;

    /** A name that was given or, without a node, taken away; perhaps in place of another name. */
    private record Change(String name, @Nullable FaultyNode node, @Nullable String instead) {
        void applyTo(Map<String, FaultyNode> names) {
            if (instead != null) {
                names.remove(instead);
            }
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
        }

        boolean concerns(String other) {
            return name.equals(other) || other.equals(instead);
        }
    }

    Map<String, FaultyNode> names() {
        return live;
    }

    @Nullable
    FaultyNode get(String name) {
        return live.get(name);
    }

    boolean isDeleted() {
        return deleted;
    }

    void markDeleted() {
        deleted = true;
        for (FaultyNode node : live.values()) {
            if (node instanceof FaultyFolderNode folder) {
                folder.markDeleted();
            }
        }
    }

    boolean hasOpenFile() {
        return live.values().stream()
                .anyMatch(node ->
                        node instanceof FaultyFileNode file ? file.isOpen() : ((FaultyFolderNode) node).hasOpenFile());
    }

    void closeFiles() {
        for (FaultyNode node : live.values()) {
            if (node instanceof FaultyFileNode file) {
                file.setOpen(false);
            } else {
                ((FaultyFolderNode) node).closeFiles();
            }
        }
    }

    /** Gives or takes away a name; safe only after a sync. */
    void set(String name, @Nullable FaultyNode node) {
        add(new Change(name, node, null));
    }

    /** Gives a file another name: both or neither are safe. */
    void rename(String from, String to, FaultyNode node) {
        add(new Change(to, node, from));
    }

    private void add(Change change) {
        change.applyTo(live);
        unsafe.add(change);
    }

    /** Makes one name safe. */
    void sync(String name) {
        unsafe.stream().filter(change -> change.concerns(name)).forEach(change -> change.applyTo(safe));
        unsafe.removeIf(change -> change.concerns(name));
    }

    /** Makes all names safe. */
    void sync() {
        unsafe.forEach(change -> change.applyTo(safe));
        unsafe.clear();
    }

    @Override
    public long size() {
        return live.values().stream().mapToLong(FaultyNode::size).sum();
    }

    @Override
    public FaultyFolderNode crash(CrashOutcome outcome, SeededRandom random) {
        TreeMap<String, FaultyNode> left = new TreeMap<>(safe);
        int torn = random.below(unsafe.size() + 1);
        for (int i = 0; i < unsafe.size(); i++) {
            boolean kept =
                    switch (outcome.kind()) {
                        case LOSE_ALL -> false;
                        case KEEP_ALL -> true;
                        case TORN -> i < torn;
                        case REORDERED -> random.chance(0.5);
                    };
            if (kept) {
                unsafe.get(i).applyTo(left);
            }
        }
        FaultyFolderNode after = new FaultyFolderNode();
        left.forEach((name, node) -> after.set(name, node.crash(outcome, random)));
        after.sync();
        return after;
    }
}
