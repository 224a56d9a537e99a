package org.dxos.itests.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Runs workloads by name: {@code W1 W2 W3 W3F W6 W7}. Each runs in this process; {@code bench.sh} starts one for each. A result counts only if
 * its check held; a wrong state ends the process with an exception.
 */
public final class Bench {
    private Bench() {}

    /** A workload. */
    interface Workload {
        void run(Path folder) throws Exception;
    }

    public static void main(String[] names) throws Exception {
        for (String name : names) {
            Path folder =
                    Files.createTempDirectory(Path.of(System.getProperty("dxos.bench.folder", "target")), "bench");
            try {
                workload(name).run(folder);
            } finally {
                delete(folder);
            }
        }
    }

    static String version() {
        return System.getProperty("dxos.bench.version", "0.1.0");
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("the check failed: " + what);
        }
    }

    /** Resident memory of this process in MiB, where the system tells it. */
    static double residentMebibytes() throws IOException {
        return residentMebibytes(ProcessHandle.current().pid());
    }

    /** The same of another process. */
    static double residentMebibytes(long process) throws IOException {
        Path status = Path.of("/proc/" + process + "/status");
        if (!Files.exists(status)) {
            return -1;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return -1;
    }

    /** The most memory that this process has had, in MiB. */
    static double peakMebibytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return -1;
    }

    private static Workload workload(String name) {
        return switch (name) {
            case "W1" -> new ObjectWrites();
            case "W2" -> new DurableAppend();
            case "W3" -> new Reopening();
            case "W3F" -> new FeedOpening();
            case "W6" -> new TextReplay();
            case "W7" -> new Queries();
            default ->
                throw new IllegalArgumentException(
                        "no workload " + name + "; there are W1, W2, W3, W3F, W6, W7 and W10");
        };
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
