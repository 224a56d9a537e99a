package org.dxos.node.internal.osgi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dxos.node.Missing;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * How the declared components of a running bundle are doing.
 *
 * @param missing what they wait for
 * @param failure the first that could not be activated, in words
 */
record ComponentNeeds(List<Missing> missing, Optional<String> failure) {
    static ComponentNeeds of(Bundle bundle, ServiceComponentRuntime runtime, KnownBundles known) {
        List<Missing> missing = new ArrayList<>();
        Optional<String> failure = Optional.empty();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            if (!runtime.isComponentEnabled(component)) {
                continue;
            }
            var configurations = runtime.getComponentConfigurationDTOs(component);
            if (configurations.isEmpty() && "require".equals(component.configurationPolicy)) {
                missing.add(configuration(component));
            }
            for (ComponentConfigurationDTO configuration : configurations) {
                switch (configuration.state) {
                    case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> missing.add(configuration(component));
                    case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                        for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                            missing.add(service(component, reference, known));
                        }
                    }
                    case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                        failure =
                                failure.or(() -> Optional.of(component.name + ": " + firstLine(configuration.failure)));
                    default -> {
                        // satisfied or active
                    }
                }
            }
        }
        return new ComponentNeeds(missing, failure);
    }

    private static Missing configuration(ComponentDescriptionDTO component) {
        return new Missing(Missing.Kind.CONFIGURATION, String.join(", ", component.configurationPid), List.of());
    }

    private static Missing service(
            ComponentDescriptionDTO component, UnsatisfiedReferenceDTO reference, KnownBundles known) {
        String name = reference.name;
        for (ReferenceDTO declared : component.references) {
            if (declared.name.equals(reference.name)) {
                name = declared.interfaceName;
            }
        }
        String target = reference.target == null ? "" : " " + reference.target;
        return new Missing(Missing.Kind.SERVICE, name + target, known.suppliersOfService(name));
    }

    /** A failure is a whole stack trace; the last cause in it is what a person wants first. */
    private static String firstLine(String stackTrace) {
        String cause = stackTrace
                .lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length()))
                .orElse(stackTrace);
        return cause.lines().findFirst().orElse("no cause given");
    }
}
