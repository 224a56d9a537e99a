package org.dxos.storage.memory;

import java.util.TreeMap;

/** The content of a folder. Guarded by its monitor. */
final class FolderNode {
    final TreeMap<String, FolderNode> folders = new TreeMap<>();
    final TreeMap<String, FileNode> files = new TreeMap<>();
    private boolean deleted;

    synchronized boolean isDeleted() {
        return deleted;
    }

    /** Whether a file in here or below is open for appending. */
    synchronized boolean hasOpenFile() {
        return files.values().stream().anyMatch(FileNode::isOpen)
                || folders.values().stream().anyMatch(FolderNode::hasOpenFile);
    }

    synchronized void markDeleted() {
        deleted = true;
        folders.values().forEach(FolderNode::markDeleted);
    }

    synchronized void closeAll() {
        files.values().forEach(FileNode::close);
        folders.values().forEach(FolderNode::closeAll);
    }
}
