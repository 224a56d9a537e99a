package org.dxos.echo.feed.log.internal.blob;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.echo.feed.BlobStore;
import org.dxos.storage.file.FileStorage;
import org.dxos.testkit.SeededRandom;

/** Prints how fast blobs are put, read and fetched, on real files. Arguments: size in MiB, folder. Run it with a small heap. */
final class BlobSpeed {
    private BlobSpeed() {}

    public static void main(String[] arguments) throws Exception {
        long size = Long.parseLong(arguments[0]) << 20;
        Path folder = Files.createTempDirectory(Path.of(arguments[1]), "blobs");
        try (FileStorage one = FileStorage.open(Files.createDirectory(folder.resolve("one")));
                FileStorage other = FileStorage.open(Files.createDirectory(folder.resolve("other")))) {
            BlobStore store = new FolderBlobStores(one).open(Blobs.PARTY);
            BlobStore peer = new FolderBlobStores(other).open(Blobs.PARTY);
            long start = System.nanoTime();
            BlobRef blob = store.put(new Noise(size));
            long put = print("put", size, start);
            store.put(new Noise(size));
            put = print("put again", size, put);
            try (InputStream in = store.read(blob)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            put = print("read", size, put);
            for (List<BlobPart> wanted = peer.missing(blob, 64); !wanted.isEmpty(); wanted = peer.missing(blob, 64)) {
                for (BlobPart part : wanted) {
                    peer.accept(blob, part, store.part(blob, part).orElseThrow());
                }
            }
            put = print("fetch", size, put);
            peer.delete(blob.hash());
            print("delete", size, put);
        }
    }

    private static long print(String what, long size, long start) {
        long now = System.nanoTime();
        System.out.printf(
                "%s: %.1f s, %.0f MiB/s, heap %d MiB at most%n",
                what,
                (now - start) / 1e9,
                (size >> 20) / ((now - start) / 1e9),
                Runtime.getRuntime().maxMemory() >> 20);
        return now;
    }

    /** Random bytes, the same each time. */
    private static final class Noise extends InputStream {
        private final SeededRandom random = new SeededRandom(1);
        private long left;

        Noise(long size) {
            left = size;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("in pieces only");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            for (int i = 0; i < count; i += 8) {
                long next = random.nextLong();
                for (int j = i; j < Math.min(count, i + 8); j++) {
                    target[offset + j] = (byte) next;
                    next >>>= 8;
                }
            }
            left -= count;
            return count;
        }
    }
}
