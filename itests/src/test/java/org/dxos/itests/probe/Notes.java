package org.dxos.itests.probe;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** Notes which bundles are started, stopped, updated, resolved or unresolved. */
final class Notes implements SynchronousBundleListener {
    private static final int RESTARTS =
            BundleEvent.STARTED | BundleEvent.STOPPED | BundleEvent.UPDATED | BundleEvent.UNRESOLVED;

    private final List<String> notes = new ArrayList<>();

    Notes(BundleContext context) {
        context.addBundleListener(this);
    }

    @Override
    public synchronized void bundleChanged(BundleEvent event) {
        if ((event.getType() & RESTARTS) != 0) {
            notes.add(event.getBundle().getSymbolicName());
        }
    }

    synchronized String take() {
        String taken = String.join(" ", notes);
        notes.clear();
        return "notes: " + taken;
    }
}
