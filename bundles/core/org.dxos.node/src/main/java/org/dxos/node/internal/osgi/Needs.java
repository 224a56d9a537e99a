package org.dxos.node.internal.osgi;

import java.util.ArrayList;
import java.util.List;
import org.dxos.node.Missing;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;

/** What keeps an installed bundle from being resolved. Stateless. */
final class Needs {
    private Needs() {}

    static List<Missing> of(Bundle bundle, FrameworkWiring wiring, KnownBundles known) {
        List<Missing> missing = new ArrayList<>();
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return missing;
        }
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            if (isMandatory(requirement) && wiring.findProviders(requirement).isEmpty()) {
                missing.add(new Missing(
                        kind(requirement.getNamespace()), words(requirement), known.suppliersOf(requirement)));
            }
        }
        return missing;
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        boolean optional = Namespace.RESOLUTION_OPTIONAL.equals(
                requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
        boolean dynamic = PackageNamespace.RESOLUTION_DYNAMIC.equals(
                requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
        String effective = requirement
                .getDirectives()
                .getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        return !optional && !dynamic && effective.equals(Namespace.EFFECTIVE_RESOLVE);
    }

    private static Missing.Kind kind(String namespace) {
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> Missing.Kind.PACKAGE;
            case BundleNamespace.BUNDLE_NAMESPACE -> Missing.Kind.BUNDLE;
            case HostNamespace.HOST_NAMESPACE -> Missing.Kind.HOST;
            default -> Missing.Kind.CAPABILITY;
        };
    }

    /** Whether one of them is a newer Java than this one. */
    static boolean isJava(Missing missing) {
        return missing.kind() == Missing.Kind.CAPABILITY
                && missing.what().startsWith(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE);
    }

    /** {@code org.example 1.0.0 up to 2.0.0} from a filter as bnd writes it; other filters as they are. */
    private static String words(BundleRequirement requirement) {
        String namespace = requirement.getNamespace();
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        if (kind(namespace) == Missing.Kind.CAPABILITY) {
            return namespace + " " + filter;
        }
        String name = filter.replaceAll(".*\\(" + namespace.replace(".", "\\.") + "=([^)]*)\\).*", "$1");
        String from = filter.contains("version>=")
                ? filter.replaceAll("^.*?[^!]\\([a-z-]*version>=([^)]*)\\).*$", " $1")
                : "";
        String to = filter.contains("(!(")
                ? filter.replaceAll("^.*\\(!\\([a-z-]*version>=([^)]*)\\)\\).*$", " up to $1")
                : "";
        return name + from + to;
    }
}
