package org.dxos.itests.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * W10: cold start of the assembled node to its prompt, and until a bundle in the deploy folder has registered its service, on an
 * empty home and again on the same; from the moment a bundle appears in the folder of a running node until it has registered its
 * service, median of three; resident memory of the node when it has been idle for six seconds.
 */
public final class NodeStart {
    private static final int DEPLOYMENTS = 3;
    private static final Duration IDLE = Duration.ofSeconds(6);

    private NodeStart() {}

    public static void main(String[] arguments) throws Exception {
        Path distribution = Path.of(arguments[0]).toAbsolutePath();
        Path home = Files.createTempDirectory("dxos-bench");
        try {
            Files.createDirectories(home.resolve("deploy"));
            Files.write(home.resolve("deploy/boot.jar"), TimedBundle.jar("boot"));
            boot("first boot", distribution, home);
            boot("second boot", distribution, home);
            deploy(distribution, home);
        } finally {
            Bench.delete(home);
        }
    }

    private static void boot(String variant, Path distribution, Path home) throws Exception {
        try (NodeProcess node = NodeProcess.start(distribution, home)) {
            Instant registered = node.registered("boot");
            Thread.sleep(IDLE.toMillis());
            Result.of("W10", variant, 1)
                    .with("prompt_ms", millis(node.toPrompt()))
                    .with("boot_to_service_ms", millis(Duration.between(node.begun(), registered)))
                    .with("rss", node.residentMebibytes())
                    .print();
        }
    }

    private static void deploy(Path distribution, Path home) throws Exception {
        try (NodeProcess node = NodeProcess.start(distribution, home)) {
            node.registered("boot");
            List<Duration> times = new ArrayList<>();
            for (int i = 0; i < DEPLOYMENTS; i++) {
                String round = Integer.toString(i);
                Path partial = home.resolve("deploy/" + round + ".part");
                Files.write(partial, TimedBundle.jar(round));
                Instant dropped = Instant.now();
                Files.move(partial, home.resolve("deploy/" + round + ".jar"), StandardCopyOption.ATOMIC_MOVE);
                times.add(Duration.between(dropped, node.registered(round)));
            }
            times.sort(null);
            Result.of("W10", "hot deploy", DEPLOYMENTS)
                    .with("deploy_to_service_ms", millis(times.get(DEPLOYMENTS / 2)))
                    .with("best_ms", millis(times.get(0)))
                    .print();
        }
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
