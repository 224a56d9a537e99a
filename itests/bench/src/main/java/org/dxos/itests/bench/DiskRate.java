package org.dxos.itests.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the disk can do at most: appending a few bytes to a plain file and waiting until they are safe. To be fair on a machine with
 * others on it, the disk's turns and ours are taken in alternation.
 */
final class DiskRate {
    private static final int ROUNDS = 20;

    private DiskRate() {}

    /** So many of our operations, each of which waits for the disk once. */
    interface Ours {
        void run(int operations) throws Exception;
    }

    /** Runs both in turns, prints the disk's line, and gives our nanoseconds and the share of the disk's rate that we reach. */
    record Compared(long nanos, double share) {
        static Compared of(Path folder, int size, int operations, Ours ours) throws Exception {
            long disk = 0;
            long own = 0;
            int turn = operations / ROUNDS;
            Path path = folder.resolve("bare");
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                append(file, size, turn);
                for (int round = 0; round < ROUNDS; round++) {
                    disk += append(file, size, turn);
                    long start = System.nanoTime();
                    ours.run(turn);
                    own += System.nanoTime() - start;
                }
            }
            Result.of("L", "append " + size + " B + fdatasync, nothing else", (long) turn * ROUNDS)
                    .rate("ops_s", (long) turn * ROUNDS, disk)
                    .print();
            return new Compared(own, (double) disk / own);
        }

        private static long append(FileChannel file, int size, int operations) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocateDirect(size);
            long start = System.nanoTime();
            for (int i = 0; i < operations; i++) {
                file.write(buffer.clear());
                file.force(false);
            }
            return System.nanoTime() - start;
        }
    }
}
