package org.dxos.storage.tck;

import java.util.ArrayList;
import java.util.List;
import org.dxos.storage.StorageException;

/** The state that all handles of a faulty storage share, its call counter and its plan. Its monitor guards everything. */
final class FaultyDisk {
    private final FaultyFolderNode root;
    private final List<FaultyStorage.Call> calls = new ArrayList<>();
    private FaultPlan plan = FaultPlan.NONE;
    private long capacity = Long.MAX_VALUE;

    FaultyDisk(FaultyFolderNode root) {
        this.root = root;
    }

    FaultyFolderNode root() {
        return root;
    }

    List<FaultyStorage.Call> calls() {
        return calls;
    }

    void plan(FaultPlan newPlan) {
        plan = newPlan;
    }

    void capacity(long bytes) {
        capacity = bytes;
    }

    /** Counts a call; true when it is to fail, which its caller does by {@link #failure} after a part of the effect. */
    boolean failsNext(Operation operation, String location) {
        calls.add(new FaultyStorage.Call(calls.size() + 1L, operation, location));
        return plan.fails(calls.size());
    }

    /** Counts a call that has no effect and throws when it is to fail. */
    void call(Operation operation, String location) throws StorageException {
        if (failsNext(operation, location)) {
            throw failure();
        }
    }

    boolean isShortNow() {
        return plan.isShort(calls.size());
    }

    /** A number from 0 to {@code whole} that follows from the number of the present call: how much of it is done. */
    int part(int whole) {
        return (int) (calls.size() % 3 * whole / 2);
    }

    /** Whether the present call, which fails, has its effect all the same. */
    boolean happens() {
        return plan.kind() == FaultPlan.Kind.POWER_OFF || calls.size() % 2 == 0;
    }

    boolean isPowerOff() {
        return plan.kind() == FaultPlan.Kind.POWER_OFF;
    }

    /** Whether the present call is the first that fails; later ones of the same plan have no effect at all. */
    boolean isFirstFailure() {
        return plan.call() == calls.size();
    }

    long free() {
        return Math.max(0, capacity - root.size());
    }

    StorageException failure() {
        FaultyStorage.Call call = calls.get(calls.size() - 1);
        return new StorageException(
                call.location() + ": injected failure of call " + call.number() + ", " + call.operation());
    }

    static StorageException full(String location) {
        return new StorageException(location + ": no space left on device (injected)");
    }
}
