package org.dxos.storage.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.dxos.storage.StorageException;

/** The files of one storage that are open for appending. Any thread. */
final class OpenFiles {
    private final NavigableMap<String, FileAppender> files = new TreeMap<>();
    private final Object[] replacing = new Object[16];
    private volatile boolean closed;

    OpenFiles() {
        Arrays.setAll(replacing, i -> new Object());
    }

    /** The lock to hold while a file is replaced or deleted. */
    Object replacing(Path path) {
        return replacing[Math.floorMod(path.hashCode(), replacing.length)];
    }

    /** Opens a file that is not open. */
    synchronized FileAppender open(Path path) throws StorageException {
        check(path);
        if (files.containsKey(path.toString())) {
            throw new StorageException(path + ": is open for appending already");
        }
        FileAppender file = new FileAppender(this, path);
        files.put(path.toString(), file);
        return file;
    }

    synchronized void forget(FileAppender file) {
        files.remove(file.path().toString(), file);
    }

    /** Throws when the storage is closed. */
    void check(Path path) throws StorageException {
        if (closed) {
            throw new StorageException(path + ": the storage is closed");
        }
    }

    /** Throws when the file, or any file in the folder, is open. */
    synchronized void checkNoneIn(Path path, String what) throws StorageException {
        check(path);
        String inside = path + path.getFileSystem().getSeparator();
        String first = files.ceilingKey(inside);
        if (files.containsKey(path.toString()) || (first != null && first.startsWith(inside))) {
            throw new StorageException(path + ": cannot be " + what + " while a file is open for appending");
        }
    }

    void closeAll() throws StorageException {
        List<FileAppender> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(files.values());
        }
        StorageException failure = null;
        for (FileAppender file : all) {
            try {
                file.close();
            } catch (StorageException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
