package org.dxos.launcher.restore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.key.PartyId;
import org.dxos.halo.keystore.file.FileKeyring;
import org.dxos.node.internal.backup.BackupReader;
import org.dxos.node.internal.backup.BackupWriter;
import org.jspecify.annotations.Nullable;

/** Makes {@code store}, {@code keys} and {@code conf} of a home out of a backup. Confined to one thread. */
public final class RestoredNode implements BackupReader.Visitor {
    private final Path folder;
    private final @Nullable Bytes passphrase;
    private BackupWriter.@Nullable Header header;
    private @Nullable RestoredStore store;
    private boolean hasKeys;
    private int parties;

    private RestoredNode(Path folder, @Nullable Bytes passphrase) {
        this.folder = folder;
        this.passphrase = passphrase;
    }

    /**
     * Restores into an empty folder, safe from a crash when it returns.
     *
     * @param passphrase of the keys; null to leave them out and be somebody new
     * @return what was restored, in words
     * @throws IOException with words, when the backup is not sound or cannot be put there; what is in the folder then is of no use
     */
    public static String restore(Path file, Path folder, @Nullable String passphrase) throws IOException {
        RestoredNode node = new RestoredNode(folder, passphrase == null ? null : Bytes.utf8(passphrase));
        try (InputStream in = new java.io.BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            BackupReader.read(in, node);
            return node.finish();
        } catch (RuntimeException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        } finally {
            if (node.store != null) {
                node.store.close();
            }
        }
    }

    @Override
    public void begin(BackupWriter.Header begun) throws IOException {
        header = begun;
        Files.createDirectories(folder.resolve("conf"));
    }

    @Override
    public void keys(Bytes sealed) {
        if (passphrase != null) {
            FileKeyring.restore(folder.resolve("keys"), sealed, passphrase);
            hasKeys = true;
        }
    }

    @Override
    public void settings(String name, Bytes content) throws IOException {
        Path file = folder.resolve("conf").resolve(name).normalize();
        if (!folder.resolve("conf").equals(file.getParent())) {
            throw new IOException("the backup is damaged: settings by the name \"" + name + "\"");
        }
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            java.nio.ByteBuffer buffer = content.asByteBuffer();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    @Override
    public void party(PartyId id, String label, InputStream archive) throws IOException {
        PartyId found = opened().add(label, archive);
        if (!found.equals(id)) {
            throw new IOException("the backup is damaged: the archive of " + id + " is of party " + found);
        }
        parties++;
    }

    private RestoredStore opened() throws IOException {
        RestoredStore opened = store;
        if (opened == null) {
            if (passphrase != null && !hasKeys) {
                throw new IOException("the backup holds no keys: restore it with --without-keys, as somebody new");
            }
            BackupWriter.Header begun = java.util.Objects.requireNonNull(header);
            opened = RestoredStore.open(folder, hasKeys ? begun : null);
            store = opened;
        }
        return opened;
    }

    private String finish() throws IOException {
        RestoredStore opened = opened();
        opened.finish();
        store = null;
        return parties + " parties; "
                + (hasKeys
                        ? "the identity is that of the backup, with fresh feeds"
                        : "the identity is new: members of the parties have to admit it before it can write");
    }
}
