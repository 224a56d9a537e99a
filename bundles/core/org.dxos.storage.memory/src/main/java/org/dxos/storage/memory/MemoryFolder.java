package org.dxos.storage.memory;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dxos.base.Bytes;
import org.dxos.storage.AppendFile;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;

/** A folder in memory. */
final class MemoryFolder implements Folder {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,199}");

    private final MemoryAccess access;
    private final FolderNode node;
    private final String location;

    MemoryFolder(MemoryAccess access, FolderNode node, String location) {
        this.access = access;
        this.node = node;
        this.location = location;
    }

    FolderNode node() {
        return node;
    }

    @Override
    public Folder folder(String name) throws StorageException {
        String where = check(name);
        synchronized (node) {
            if (node.files.containsKey(name)) {
                throw new StorageException(where + ": is a file, not a folder");
            }
            return new MemoryFolder(access, node.folders.computeIfAbsent(name, absent -> new FolderNode()), where);
        }
    }

    @Override
    public List<String> folders() throws StorageException {
        check();
        synchronized (node) {
            return List.copyOf(node.folders.keySet());
        }
    }

    @Override
    public List<String> files() throws StorageException {
        check();
        synchronized (node) {
            return List.copyOf(node.files.keySet());
        }
    }

    @Override
    public AppendFile append(String name) throws StorageException {
        String where = check(name);
        synchronized (node) {
            checkNoFolder(name, where);
            FileNode file = node.files.computeIfAbsent(name, absent -> new FileNode());
            if (!file.open()) {
                throw new StorageException(where + ": is open for appending already");
            }
            return new MemoryFile(access, file, where);
        }
    }

    @Override
    public Optional<Bytes> read(String name) throws StorageException {
        String where = check(name);
        synchronized (node) {
            checkNoFolder(name, where);
            return Optional.ofNullable(node.files.get(name)).map(FileNode::content);
        }
    }

    @Override
    public void replace(String name, Bytes content) throws StorageException {
        String where = check(name);
        synchronized (node) {
            checkNoFolder(name, where);
            FileNode file = node.files.get(name);
            if (file != null && file.isOpen()) {
                throw new StorageException(where + ": cannot be replaced while it is open for appending");
            }
            node.files.put(name, FileNode.of(content));
        }
    }

    @Override
    public void rename(String from, String to) throws StorageException {
        String source = check(from);
        String target = check(to);
        synchronized (node) {
            checkNoFolder(from, source);
            checkNoFolder(to, target);
            FileNode file = node.files.get(from);
            FileNode replaced = node.files.get(to);
            if (file == null) {
                throw new StorageException(source + ": cannot be renamed, it is not there");
            }
            if (file.isOpen() || (replaced != null && replaced.isOpen())) {
                throw new StorageException(source + ": cannot be renamed while a file is open for appending");
            }
            node.files.remove(from);
            node.files.put(to, file);
        }
    }

    @Override
    public void delete(String name) throws StorageException {
        String where = check(name);
        synchronized (node) {
            FileNode file = node.files.get(name);
            FolderNode folder = node.folders.get(name);
            if ((file != null && file.isOpen()) || (folder != null && folder.hasOpenFile())) {
                throw new StorageException(where + ": cannot be deleted while a file is open for appending");
            }
            node.files.remove(name);
            if (folder != null) {
                node.folders.remove(name);
                folder.markDeleted();
            }
        }
    }

    @Override
    public void sync() throws StorageException {
        check();
    }

    @Override
    public String location() {
        return location;
    }

    private void checkNoFolder(String name, String where) throws StorageException {
        if (node.folders.containsKey(name)) {
            throw new StorageException(where + ": is a folder, not a file");
        }
    }

    private String check(String name) throws StorageException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a file or folder: \"" + name + '"');
        }
        check();
        return location + '/' + name;
    }

    private void check() throws StorageException {
        access.check(location);
        if (node.isDeleted()) {
            throw new StorageException(location + ": the folder is deleted");
        }
    }
}
