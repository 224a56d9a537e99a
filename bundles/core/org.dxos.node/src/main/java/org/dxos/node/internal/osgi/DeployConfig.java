package org.dxos.node.internal.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(name = "Deploy folder")
@interface DeployConfig {
    @AttributeDefinition(
            description =
                    "What happens to bundles that no approved signer signed. By profile: ask in production, allow in"
                            + " development",
            options = {
                @Option(value = "profile"),
                @Option(value = "deny"),
                @Option(value = "ask"),
                @Option(value = "allow")
            })
    String policy() default "profile";

    @AttributeDefinition(
            description = "How long a bundle may take to start before the node stops waiting for it, in milliseconds",
            min = "100",
            max = "60000")
    int startLimit() default 3000;

    @AttributeDefinition(description = "The largest bundle that is read, in MiB", min = "1", max = "1024")
    int maxSize() default 64;
}
