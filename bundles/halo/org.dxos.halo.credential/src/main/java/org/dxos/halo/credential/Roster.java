package org.dxos.halo.credential;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PublicKey;
import org.dxos.halo.credential.Decision.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a party's credentials add up to: who is a member, in which role, with which devices and feeds. A function of the set of
 * credentials given so far, whatever their order; the rules are in the bundle's README. Immutable; any thread.
 */
public final class Roster {
    private final PartyId party;
    private final Graph graph;
    private final Reduction reduction;
    private final List<Decision> decisions;
    private final Map<FeedKey, Writer> writers = new HashMap<>();
    private volatile @Nullable Map<Hash, Decision> byHash;

    private Roster(PartyId party, Graph graph, Reduction reduction) {
        this.party = party;
        this.graph = graph;
        this.reduction = reduction;
        this.decisions = List.copyOf(reduction.decisions());
        for (FeedKey feed : reduction.registrations().feeds()) {
            reduction.registrations().writer(feed).ifPresent(writer -> writers.put(feed, writer));
        }
    }

    /** The roster of a party of which no credential is known. Nobody may do anything. */
    public static Roster empty(PartyId party) {
        return new Roster(party, Graph.EMPTY, Reduction.of(party, Graph.EMPTY));
    }

    /** The roster of these and more credentials; this very object when none of them is new. Only new ones are verified. */
    public Roster with(Collection<Credential> credentials) {
        Graph next = graph.plus(credentials);
        return next == graph ? this : new Roster(party, next, reduction.next(next));
    }

    public PartyId party() {
        return party;
    }

    /** By identity key, ascending. */
    public List<Member> members() {
        return reduction.registrations().members();
    }

    public Optional<Member> member(IdentityKey identity) {
        return members().stream()
                .filter(member -> member.identity().equals(identity))
                .findFirst();
    }

    /** Whose feed it is, if the feed is admitted. */
    public Optional<Writer> writer(FeedKey feed) {
        return Optional.ofNullable(writers.get(feed));
    }

    public boolean mayWrite(FeedKey feed) {
        Writer writer = writers.get(feed);
        return writer != null && writer.role().mayWrite();
    }

    /** The admitted feeds, ascending. */
    public List<FeedKey> feeds() {
        return reduction.registrations().feeds();
    }

    /** All authentic credentials in canonical order: by depth, then by hash; after them those that wait, by hash. */
    public List<Credential> credentials() {
        return decisions.stream()
                .filter(decision -> decision.reason() != Reason.FORGED)
                .map(Decision::credential)
                .toList();
    }

    /** What became of each credential: in the order of {@link #credentials}, then the forged ones. */
    public List<Decision> decisions() {
        return decisions;
    }

    /** What became of one credential. */
    public Optional<Decision> decision(Hash credential) {
        Map<Hash, Decision> index = byHash;
        if (index == null) {
            index = new HashMap<>();
            for (Decision decision : decisions) {
                index.putIfAbsent(decision.credential().hash(), decision);
            }
            byHash = index;
        }
        return Optional.ofNullable(index.get(credential));
    }

    /**
     * Why a key counts: the accepted credentials from the genesis to the ones that introduce it, in canonical order. For a key
     * that does not count: what was refused, or waits, about it; empty when it was never heard of.
     */
    public List<Decision> explain(PublicKey key) {
        List<Decision> about = decisions.stream()
                .filter(decision -> decision.credential().claim().subject().equals(Optional.of(key)))
                .toList();
        Deque<Hash> open = new ArrayDeque<>();
        about.stream()
                .filter(Decision::isAccepted)
                .forEach(decision -> open.add(decision.credential().hash()));
        if (open.isEmpty()) {
            return about;
        }
        Set<Hash> chain = new HashSet<>();
        while (!open.isEmpty()) {
            Hash hash = open.remove();
            if (chain.add(hash)) {
                decision(hash).ifPresent(decision -> open.addAll(decision.grounds()));
            }
        }
        return decisions.stream()
                .filter(decision -> decision.verdict() == Verdict.ACCEPTED
                        && chain.contains(decision.credential().hash()))
                .toList();
    }

    /**
     * What a new credential of an issuer should rely on: every accepted credential that no accepted one relies on yet. When
     * these are more than a credential may name, what makes the issuer somebody who may issue goes first.
     */
    public List<Hash> parentsFor(PublicKey issuer) {
        TreeSet<Hash> heads = new TreeSet<>();
        List<Decision> accepted =
                decisions.stream().filter(Decision::isAccepted).toList();
        accepted.forEach(decision -> heads.add(decision.credential().hash()));
        accepted.forEach(decision -> heads.removeAll(decision.credential().parents()));
        if (heads.size() <= Payload.MAX_PARENTS) {
            return List.copyOf(heads);
        }
        Set<Hash> parents = new LinkedHashSet<>();
        explain(issuer).stream()
                .filter(Decision::isAccepted)
                .forEach(decision -> parents.add(decision.credential().hash()));
        parents.addAll(heads);
        return parents.stream().limit(Payload.MAX_PARENTS).sorted().toList();
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object
                || (object instanceof Roster other && party.equals(other.party) && decisions.equals(other.decisions));
    }

    @Override
    public int hashCode() {
        return decisions.hashCode();
    }

    @Override
    public String toString() {
        return "roster of " + party + ": " + members().size() + " members, " + feeds().size() + " feeds";
    }
}
