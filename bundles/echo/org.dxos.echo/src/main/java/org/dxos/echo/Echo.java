package org.dxos.echo;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.osgi.annotation.versioning.ProviderType;

/** The parties on this node. A service. Any thread. */
@ProviderType
public interface Echo {
    /** The member this node writes as. */
    IdentityKey identity();

    DeviceKey device();

    /** Every party kept here, open or not, sorted by label and id. */
    List<PartyInfo> parties();

    /** Makes a party whose owner is this node's identity, and opens it. Returns once it is safe from a crash. */
    Party createParty(String label);

    /**
     * Starts to keep a party that others made: an empty replica that fills as blocks are offered. Its own feed is made here and
     * takes part as soon as {@link PartyTicket}'s party admits this node's identity.
     */
    Party joinParty(PartyTicket ticket);

    /** A party kept here, opened if it is not open. */
    Party party(PartyId id);

    /** The same only when it is open. */
    Optional<Party> openParty(PartyId id);

    /** Closes a party and keeps it. */
    void closeParty(PartyId id);

    /** Closes a party and deletes all that is kept of it here. */
    void deleteParty(PartyId id);

    /** Changes the label under which this node shows a party. */
    void labelParty(PartyId id, String label);

    /**
     * Writes a party with all its history, as one self-contained archive: the party as it is at one moment, whatever is written
     * meanwhile. The party stays open.
     *
     * @param progress told of blocks done and blocks in all
     */
    void exportParty(PartyId id, OutputStream target, Progress progress);

    /**
     * Reads an archive: makes the party here, or adds to it what is not here yet. Everything is verified as if a peer had sent
     * it. This node can write to the party if its identity is a member.
     */
    PartyId importParty(InputStream source, Progress progress);

    /**
     * Reads an archive to its end, checks every hash, chain and signature, and keeps nothing of it.
     *
     * @throws EchoException INVALID when anything in it is not as it was written
     */
    ArchiveInfo verifyArchive(InputStream source, Progress progress);

    /** Reads all feeds of a party and checks every checksum, chain and signature. The party stays open and in use. */
    List<FeedCheck> verifyParty(PartyId id, Progress progress);

    /**
     * Gives the feeds of a party back what is damaged in their files, from an archive of it, and opens the party anew if that
     * helped. The archive's blocks are verified against the sound ones around the damage.
     *
     * @return how many blocks were read anew; 0 when the archive has none of those that are missing
     * @throws EchoException INVALID when it is not a sound archive of this party, or not on the chain of its feeds
     */
    long repairParty(PartyId id, InputStream archive, Progress progress);

    /** The state machines and models that are installed, sorted by type. */
    List<TypeInfo> types();

    /** Told how far long work has come. Called often, on the working thread; must be quick. */
    @FunctionalInterface
    interface Progress {
        Progress NONE = (done, total) -> {};

        /** @param total 0 when it is not known */
        void report(long done, long total);
    }
}
