package org.dxos.storage.tck;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dxos.base.Bytes;
import org.dxos.storage.AppendFile;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** A folder of a faulty storage. */
final class FaultyFolder implements Folder {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,199}");

    private final FaultyStorage storage;
    private final FaultyDisk disk;
    private final FaultyFolderNode node;
    private final String location;

    FaultyFolder(FaultyStorage storage, FaultyFolderNode node, String location) {
        this.storage = storage;
        disk = storage.disk();
        this.node = node;
        this.location = location;
    }

    @Override
    public Folder folder(String name) throws StorageException {
        String where = check(name);
        synchronized (disk) {
            FaultyNode known = node.get(name);
            if (known instanceof FaultyFileNode) {
                throw new StorageException(where + ": is a file, not a folder");
            }
            boolean fails = disk.failsNext(Operation.FOLDER, where);
            FaultyFolderNode folder = known == null ? new FaultyFolderNode() : (FaultyFolderNode) known;
            if (known == null && hasEffect(fails)) {
                node.set(name, folder);
            }
            failIf(fails);
            return new FaultyFolder(storage, folder, where);
        }
    }

    @Override
    public List<String> folders() throws StorageException {
        return list(FaultyFolderNode.class);
    }

    @Override
    public List<String> files() throws StorageException {
        return list(FaultyFileNode.class);
    }

    @Override
    public AppendFile append(String name) throws StorageException {
        String where = check(name);
        synchronized (disk) {
            FaultyFileNode known = file(name, where);
            if (known != null && known.isOpen()) {
                throw new StorageException(where + ": is open for appending already");
            }
            boolean fails = disk.failsNext(Operation.OPEN, where);
            FaultyFileNode file = known == null ? new FaultyFileNode(new byte[0]) : known;
            if (known == null && hasEffect(fails)) {
                node.set(name, file);
            }
            failIf(fails);
            file.setOpen(true);
            return new FaultyFile(storage, file, where);
        }
    }

    @Override
    public Optional<Bytes> read(String name) throws StorageException {
        String where = check(name);
        synchronized (disk) {
            FaultyFileNode file = file(name, where);
            disk.call(Operation.READ, where);
            return Optional.ofNullable(file).map(FaultyFileNode::content);
        }
    }

    @Override
    public void replace(String name, Bytes content) throws StorageException {
        String where = check(name);
        synchronized (disk) {
            FaultyFileNode known = file(name, where);
            if (known != null && known.isOpen()) {
                throw new StorageException(where + ": cannot be replaced while it is open for appending");
            }
            disk.call(Operation.WRITE, where);
            if (disk.free() < content.size()) {
                throw FaultyDisk.full(where);
            }
            boolean fails = disk.failsNext(Operation.RENAME, where);
            if (hasEffect(fails)) {
                node.set(name, new FaultyFileNode(content.toArray()));
            }
            failIf(fails);
            node.sync(name);
        }
    }

    @Override
    public void rename(String from, String to) throws StorageException {
        String source = check(from);
        String target = check(to);
        synchronized (disk) {
            FaultyFileNode file = file(from, source);
            FaultyFileNode replaced = file(to, target);
            if (file == null) {
                throw new StorageException(source + ": cannot be renamed, it is not there");
            }
            if (file.isOpen() || (replaced != null && replaced.isOpen())) {
                throw new StorageException(source + ": cannot be renamed while a file is open for appending");
            }
            boolean fails = disk.failsNext(Operation.RENAME, target);
            if (hasEffect(fails)) {
                node.rename(from, to, file);
            }
            failIf(fails);
            node.sync();
        }
    }

    @Override
    public void delete(String name) throws StorageException {
        String where = check(name);
        synchronized (disk) {
            FaultyNode known = node.get(name);
            if ((known instanceof FaultyFileNode file && file.isOpen())
                    || (known instanceof FaultyFolderNode folder && folder.hasOpenFile())) {
                throw new StorageException(where + ": cannot be deleted while a file is open for appending");
            }
            boolean fails = disk.failsNext(Operation.DELETE, where);
            if (known != null && hasEffect(fails)) {
                node.set(name, null);
                if (known instanceof FaultyFolderNode folder) {
                    folder.markDeleted();
                }
            }
            failIf(fails);
        }
    }

    @Override
    public void sync() throws StorageException {
        synchronized (disk) {
            check();
            disk.call(Operation.SYNC_FOLDER, location);
            node.sync();
        }
    }

    @Override
    public String location() {
        return location;
    }

    private boolean hasEffect(boolean fails) {
        return !fails || (disk.isFirstFailure() && disk.happens());
    }

    private void failIf(boolean fails) throws StorageException {
        if (fails) {
            throw disk.failure();
        }
    }

    private List<String> list(Class<? extends FaultyNode> kind) throws StorageException {
        synchronized (disk) {
            check();
            disk.call(Operation.LIST, location);
            return node.names().entrySet().stream()
                    .filter(entry -> kind.isInstance(entry.getValue()))
                    .map(java.util.Map.Entry::getKey)
                    .toList();
        }
    }

    private @Nullable FaultyFileNode file(String name, String where) throws StorageException {
        FaultyNode known = node.get(name);
        if (known instanceof FaultyFolderNode) {
            throw new StorageException(where + ": is a folder, not a file");
        }
        return (FaultyFileNode) known;
    }

    private String check(String name) throws StorageException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a file or folder: \"" + name + '"');
        }
        synchronized (disk) {
            check();
        }
        return location + '/' + name;
    }

    private void check() throws StorageException {
        storage.check(location);
        if (node.isDeleted()) {
            throw new StorageException(location + ": the folder is deleted");
        }
    }
}
