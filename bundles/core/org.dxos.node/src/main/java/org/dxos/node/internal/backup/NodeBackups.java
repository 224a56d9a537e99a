package org.dxos.node.internal.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.dxos.base.Bytes;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.crypto.KeyringException;
import org.dxos.base.loop.Clock;
import org.dxos.echo.Echo;
import org.dxos.echo.EchoException;
import org.dxos.echo.PartyInfo;
import org.dxos.node.Backups;
import org.dxos.node.CommandException;

/** Backups as files. Any thread. */
public final class NodeBackups implements Backups {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'dxos-'yyyyMMdd-HHmmss'.backup'").withZone(ZoneOffset.UTC);

    private final Echo echo;
    private final Keyring keyring;
    private final SettingsFolder settings;
    private final String version;
    private final Clock clock;

    /** @param conf the folder of settings that belong to the node */
    public NodeBackups(Echo echo, Keyring keyring, Path conf, String version, Clock clock) {
        this.echo = echo;
        this.keyring = keyring;
        this.settings = new SettingsFolder(conf);
        this.version = version;
        this.clock = clock;
    }

    @Override
    public boolean isKeyringEncrypted() {
        return keyring.isEncrypted();
    }

    @Override
    public Content write(Path target, Keys keys, Progress progress) {
        Path file = Files.isDirectory(target) ? target.resolve(NAME.format(clock.now())) : target;
        try {
            try (NewFile made = NewFile.beside(file)) {
                OutputStream out = new BufferedOutputStream(made.stream(), 1 << 16);
                writeTo(out, keys, progress);
                out.flush();
                made.keep();
            }
            return verify(file, Progress.NONE);
        } catch (IOException | EchoException | KeyringException e) {
            throw new CommandException(CommandException.FAILED, "no backup was made: " + words(e));
        }
    }

    private void writeTo(OutputStream out, Keys keys, Progress progress) throws IOException {
        List<PartyInfo> parties = echo.parties();
        for (PartyInfo party : parties) {
            if (party.state() == PartyInfo.State.DAMAGED) {
                throw new BackupException("party " + party.id() + " is damaged: " + party.reason());
            }
        }
        Map<String, Bytes> files = settings.read();
        BackupWriter writer = new BackupWriter(
                out,
                new BackupWriter.Header(
                        clock.now().toEpochMilli(),
                        version,
                        echo.identity(),
                        echo.device(),
                        parties.size(),
                        files.size()));
        Bytes passphrase = keys.passphrase();
        if (passphrase != null) {
            writer.keys(keyring.sealed(passphrase)
                    .orElseThrow(() -> new BackupException("this keyring gives no keys away, not even encrypted")));
        }
        for (Map.Entry<String, Bytes> each : files.entrySet()) {
            writer.settings(each.getKey(), each.getValue());
        }
        for (PartyInfo party : parties) {
            Echo.Progress told = (done, total) -> progress.report(name(party), done, total);
            writer.party(party.id(), party.label(), target -> echo.exportParty(party.id(), target, told));
        }
        writer.end();
    }

    @Override
    public Content verify(Path file, Progress progress) {
        if (!Files.isRegularFile(file)) {
            throw new CommandException(CommandException.NOT_FOUND, "there is no file " + file);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            BackupCheck check = new BackupCheck(echo, progress);
            BackupReader.read(in, check);
            return check.content(file, Files.size(file));
        } catch (IOException | EchoException e) {
            throw new CommandException(CommandException.FAILED, file + " is not sound: " + words(e));
        }
    }

    private static String words(Exception e) {
        return e instanceof BackupException || e instanceof EchoException || e instanceof KeyringException
                ? String.valueOf(e.getMessage())
                : e.toString();
    }

    static String name(PartyInfo party) {
        return party.label().isEmpty() ? party.id().hex().substring(0, 12) : party.label();
    }
}
