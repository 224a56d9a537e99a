package org.dxos.node;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Backups of the running node: one self-contained file each. A service. Any thread. */
@ProviderType
public interface Backups {
    /**
     * What becomes of the keys of identity, device and party. Feed keys are never in a backup: a restored node begins fresh feeds.
     *
     * @param passphrase with which they are encrypted in the backup; null leaves them out
     */
    record Keys(@Nullable Bytes passphrase) {
        public static final Keys LEFT_OUT = new Keys(null);

        /** Shows no passphrase. */
        @Override
        public String toString() {
            return passphrase == null ? "left out" : "sealed";
        }
    }

    /**
     * What a backup holds.
     *
     * @param bytes its size
     * @param made when, by the clock of the node that made it
     * @param version of that node
     * @param identity the member that node wrote as
     * @param hasKeys whether it holds that node's keys, encrypted with a passphrase
     * @param settings names of files of the folder {@code conf}
     */
    record Content(
            Path file,
            long bytes,
            Instant made,
            String version,
            IdentityKey identity,
            DeviceKey device,
            boolean hasKeys,
            List<PartyContent> parties,
            List<String> settings) {
        public Content {
            parties = List.copyOf(parties);
            settings = List.copyOf(settings);
        }
    }

    /** A party in a backup: as it was at one moment. */
    record PartyContent(PartyId id, String label, int feeds, long blocks) {}

    /** Told how far the work has come. Called often, on the working thread; must be quick. */
    @FunctionalInterface
    interface Progress {
        Progress NONE = (party, done, total) -> {};

        /** @param party which is being written or read; {@code done} and {@code total} are blocks of it */
        void report(String party, long done, long total);
    }

    /** Whether the keyring keeps its secrets encrypted where they lie. */
    boolean isKeyringEncrypted();

    /**
     * Writes a backup while the node goes on. It appears under its name when it is whole and safe from a crash, never before;
     * only its owner may read it.
     *
     * @param target a file that is not there, or a folder, in which the file is named by the time
     * @throws CommandException CONFLICT when the file is there or is being written; FAILED with the cause, and then nothing is left
     */
    Content write(Path target, Keys keys, Progress progress);

    /**
     * Reads a backup wholly and checks every hash, chain and signature in it. Encrypted keys are checked as bytes only.
     *
     * @throws CommandException NOT_FOUND; FAILED when anything is not as it was written: says what
     */
    Content verify(Path file, Progress progress);
}
