package org.dxos.itests.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.PartyTicket;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.ItemId;
import org.dxos.halo.credential.Credential;
import org.dxos.halo.credential.Credentials;
import org.dxos.halo.credential.PartyFounding;
import org.dxos.halo.credential.Roster;
import org.dxos.testkit.TestIdentity;

/**
 * A party made by hand: a first feed that holds the credentials and makes one item of each kind, and further feeds, ordered by
 * their keys, that the credentials admit.
 */
final class RawParty {
    static final int BASE = 2;

    final PartyId id;
    final PartyTicket ticket;
    final RawFeed base;
    final List<FeedKey> feeds = new ArrayList<>();
    final List<ItemId> items = new ArrayList<>();
    private final List<Signer> signers;

    RawParty(int feedCount) {
        TestIdentity founder = TestIdentity.of("founder");
        Signer first = founder.feed();
        PartyFounding founding =
                Credentials.found(founder.keyring(), founder.identity(), founder.device(), first, 1000);
        List<Credential> credentials = new ArrayList<>(founding.credentials());
        List<Signer> made = new ArrayList<>();
        for (int i = 0; i < feedCount; i++) {
            made.add(Ed25519.signer(
                    Hash.of("test.feed", Bytes.utf8(Integer.toString(i))).bytes()));
        }
        made.sort(Comparator.comparing(Signer::publicKey));
        signers = List.copyOf(made);
        Roster roster = Roster.empty(founding.party()).with(credentials);
        for (Signer signer : signers) {
            Credential admitted = Credentials.admitFeed(roster, founder.device(), signer, 1000);
            credentials.add(admitted);
            roster = roster.with(List.of(admitted));
            feeds.add(new FeedKey(signer.publicKey()));
        }
        id = founding.party();
        ticket = new PartyTicket(id, List.copyOf(credentials));
        base = new RawFeed(first);
        base.append(new Block(
                List.of(),
                1,
                1000,
                credentials.stream().map(Credential::encoded).toList(),
                List.of()));
        List<Operation> creates = new ArrayList<>();
        for (NumbersMachine.Kind kind : NumbersMachine.Kind.values()) {
            creates.add(new Operation.Create(items.size(), "it", kind.model(), kind.type(), null, null, null));
            items.add(ItemId.of(base.key, items.size()));
        }
        base.append(new Block(List.of(), 2, 1000, List.of(), creates));
    }

    RawFeed feed(int number) {
        return new RawFeed(signers.get(number));
    }

    /** The same number for each of the items. */
    List<Operation> numbers(long number) {
        return items.stream()
                .<Operation>map(item -> mutate(
                        item,
                        number >= NumbersMachine.FIRST_NEW ? 2 : 1,
                        new ByteWriter().putVar(number).toBytes()))
                .toList();
    }

    /** A block of a feed that has seen the base and nothing else, with a number for each of the items. */
    Block first(long number) {
        return new Block(seesBase(), BASE + 1, 2000, List.of(), numbers(number));
    }

    /** A later block of a feed that sees nothing new. */
    Block next(long height, long number) {
        return new Block(List.of(), height, 2000, List.of(), numbers(number));
    }

    List<Block.Dependency> seesBase() {
        return List.of(new Block.Dependency(0, base.key, BASE));
    }

    static Operation mutate(ItemId item, int format, Bytes bytes) {
        return new Operation.Mutate(item, new Encoded(format, bytes));
    }
}
