package org.dxos.node.internal.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.key.PartyId;
import org.dxos.echo.ArchiveInfo;
import org.dxos.echo.Echo;
import org.dxos.node.Backups.Content;
import org.dxos.node.Backups.PartyContent;
import org.dxos.node.Backups.Progress;
import org.jspecify.annotations.Nullable;

/** Checks the parties of a backup as it is read, and notes what it holds. Confined to one thread. */
final class BackupCheck implements BackupReader.Visitor {
    private final Echo echo;
    private final Progress progress;
    private final List<PartyContent> parties = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();
    private BackupWriter.@Nullable Header header;
    private boolean hasKeys;

    BackupCheck(Echo echo, Progress progress) {
        this.echo = echo;
        this.progress = progress;
    }

    @Override
    public void begin(BackupWriter.Header begun) {
        header = begun;
    }

    @Override
    public void keys(Bytes sealed) {
        hasKeys = true;
    }

    @Override
    public void settings(String name, Bytes content) throws IOException {
        SettingsFolder.checkName(name);
        settings.add(name);
    }

    @Override
    public void party(PartyId id, String label, InputStream archive) throws IOException {
        String name = label.isEmpty() ? id.hex().substring(0, 12) : label;
        ArchiveInfo info = echo.verifyArchive(archive, (done, total) -> progress.report(name, done, total));
        if (!info.party().equals(id)) {
            throw new BackupException("the archive is of party " + info.party() + ", not of " + id);
        }
        parties.add(new PartyContent(id, label, info.feeds().size(), info.blocks()));
    }

    Content content(Path file, long bytes) {
        BackupWriter.Header found = java.util.Objects.requireNonNull(header);
        return new Content(
                file,
                bytes,
                Instant.ofEpochMilli(found.madeMillis()),
                found.version(),
                found.identity(),
                found.device(),
                hasKeys,
                parties,
                settings);
    }
}
