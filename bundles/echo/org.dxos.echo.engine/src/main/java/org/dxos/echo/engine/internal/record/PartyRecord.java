package org.dxos.echo.engine.internal.record;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PublicKey;
import org.dxos.halo.credential.Claim;
import org.dxos.halo.credential.Credential;

/**
 * What this node keeps of a party beside its feeds.
 *
 * @param label what this node calls it
 * @param feed our feed
 * @param credentials those it was founded or joined with
 */
public record PartyRecord(PartyId id, String label, FeedKey feed, List<Credential> credentials) {
    private static final String MAGIC = "DXOSPARTY";
    private static final int MAX_CREDENTIALS = 1000;

    public PartyRecord {
        credentials = List.copyOf(credentials);
    }

    public PartyRecord labelled(String name) {
        return new PartyRecord(id, name, feed, credentials);
    }

    /** The same with a fresh feed of ours. */
    public PartyRecord continuedIn(FeedKey fresh) {
        return new PartyRecord(id, label, fresh, credentials);
    }

    /** Whether our feed was given blocks: its admission, which is the first of them, is among the credentials. */
    public boolean hasBegun() {
        return credentials.stream().anyMatch(this::admitsOurFeed);
    }

    /** The same with the admission of our feed, which is among the given credentials. */
    public PartyRecord begun(List<Credential> all) {
        List<Credential> more = new ArrayList<>(credentials);
        all.stream().filter(this::admitsOurFeed).forEach(more::add);
        return new PartyRecord(id, label, feed, more);
    }

    private boolean admitsOurFeed(Credential credential) {
        return credential.claim() instanceof Claim.FeedAdmitted admitted
                && admitted.feed().equals(feed);
    }

    Bytes encode() {
        ByteWriter out = new ByteWriter(1024).put(id.bytes()).putText(label).put(feed.bytes());
        out.putVar(credentials.size());
        credentials.forEach(credential -> out.putSized(credential.encoded()));
        return Sealed.seal(MAGIC, out.toBytes());
    }

    static PartyRecord decode(Bytes file) throws MalformedException {
        ByteReader in = new ByteReader(Sealed.open(MAGIC, file));
        PartyId id = PartyId.of(in.bytes(org.dxos.base.Hash.SIZE));
        String label = in.text();
        FeedKey feed = FeedKey.of(in.bytes(PublicKey.SIZE));
        int count = in.var(MAX_CREDENTIALS);
        List<Credential> credentials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            credentials.add(Credential.parse(in.sized()));
        }
        in.expectEnd();
        return new PartyRecord(id, label, feed, credentials);
    }
}
