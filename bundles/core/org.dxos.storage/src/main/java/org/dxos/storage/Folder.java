package org.dxos.storage;

import java.util.List;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A folder of files and folders. Names are 1 to 200 characters from {@code a-z 0-9 . - _} and do not start with a dot; others
 * are refused with {@link IllegalArgumentException}. A file that is open for appending is neither replaced nor deleted, and a name
 * stands for a file or a folder, not for both: {@link StorageException} otherwise. Any thread.
 */
@ConsumerType
public interface Folder {
    /** The folder of that name, made when it is not there. */
    Folder folder(String name) throws StorageException;

    /** The names of the folders in it, sorted. */
    List<String> folders() throws StorageException;

    /** The names of the files in it, sorted. Left-overs of an interrupted {@link #replace} are not among them. */
    List<String> files() throws StorageException;

    /** Opens a file for appending and reading; made empty when it is not there. One open handle a file. */
    AppendFile append(String name) throws StorageException;

    /** The whole of a file, or empty when there is none. */
    Optional<Bytes> read(String name) throws StorageException;

    /** Replaces or makes a file as a whole, and returns once content and name are safe from a crash. */
    void replace(String name, Bytes content) throws StorageException;

    /**
     * Gives a file of this folder another name, in the place of the file that has it, and returns once the name is safe from a crash.
     * A crash leaves the old names or the new ones. Neither file may be open. What is to be safe of the content must have been
     * synced before.
     */
    default void rename(String from, String to) throws StorageException {
        Bytes content = read(from)
                .orElseThrow(
                        () -> new StorageException(location() + '/' + from + ": cannot be renamed, it is not there"));
        replace(to, content);
        delete(from);
    }

    /** Deletes a file, or a folder with all that is in it. Nothing happens when there is none. */
    void delete(String name) throws StorageException;

    /** Makes the names in this folder safe from a crash. */
    void sync() throws StorageException;

    /** Where this folder is, in words for people. */
    String location();
}
