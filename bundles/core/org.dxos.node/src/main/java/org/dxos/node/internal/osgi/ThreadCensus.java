package org.dxos.node.internal.osgi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;

/** Which threads came up while a bundle was starting and run its code. */
final class ThreadCensus {
    private final Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());

    /** Names of the threads that were not there before and have the bundle's code on their stack. */
    List<String> startedBy(Bundle bundle) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> live :
                Thread.getAllStackTraces().entrySet()) {
            if (!before.contains(live.getKey()) && runs(bundle, live.getKey(), live.getValue())) {
                names.add(live.getKey().getName());
            }
        }
        names.sort(null);
        return names;
    }

    private static boolean runs(Bundle bundle, Thread thread, StackTraceElement[] stack) {
        if (isIn(bundle, thread.getClass().getName())) {
            return true;
        }
        for (StackTraceElement frame : stack) {
            if (isIn(bundle, frame.getClassName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(Bundle bundle, String className) {
        return bundle.getState() != Bundle.UNINSTALLED
                && bundle.getEntry(className.replace('.', '/') + ".class") != null;
    }
}
