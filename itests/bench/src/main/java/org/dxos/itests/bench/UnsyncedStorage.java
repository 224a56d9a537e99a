package org.dxos.itests.bench;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.storage.AppendFile;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;

/** Storage whose syncs return at once: for the workload variants that say "no sync". */
record UnsyncedStorage(Storage storage) implements Storage {
    @Override
    public Folder root() {
        return new UnsyncedFolder(storage.root());
    }

    @Override
    public String location() {
        return storage.location();
    }

    @Override
    public void close() throws StorageException {
        storage.close();
    }

    private record UnsyncedFolder(Folder folder) implements Folder {
        @Override
        public Folder folder(String name) throws StorageException {
            return new UnsyncedFolder(folder.folder(name));
        }

        @Override
        public List<String> folders() throws StorageException {
            return folder.folders();
        }

        @Override
        public List<String> files() throws StorageException {
            return folder.files();
        }

        @Override
        public AppendFile append(String name) throws StorageException {
            return new UnsyncedFile(folder.append(name));
        }

        @Override
        public Optional<Bytes> read(String name) throws StorageException {
            return folder.read(name);
        }

        @Override
        public void replace(String name, Bytes content) throws StorageException {
            folder.replace(name, content);
        }

        @Override
        public void rename(String from, String to) throws StorageException {
            folder.rename(from, to);
        }

        @Override
        public void delete(String name) throws StorageException {
            folder.delete(name);
        }

        @Override
        public void sync() {}

        @Override
        public String location() {
            return folder.location();
        }
    }

    private record UnsyncedFile(AppendFile file) implements AppendFile {
        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void append(ByteBuffer... buffers) throws StorageException {
            file.append(buffers);
        }

        @Override
        public int read(long position, ByteBuffer target) throws StorageException {
            return file.read(position, target);
        }

        @Override
        public void sync() {}

        @Override
        public void truncate(long size) throws StorageException {
            file.truncate(size);
        }

        @Override
        public String location() {
            return file.location();
        }

        @Override
        public void close() throws StorageException {
            file.close();
        }
    }
}
