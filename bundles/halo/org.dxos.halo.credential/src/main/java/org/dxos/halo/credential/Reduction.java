package org.dxos.halo.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dxos.base.Hash;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PublicKey;
import org.dxos.halo.credential.Claim.DeviceAuthorised;
import org.dxos.halo.credential.Claim.FeedAdmitted;
import org.dxos.halo.credential.Claim.MemberAdmitted;
import org.dxos.halo.credential.Claim.PartyGenesis;
import org.dxos.halo.credential.Decision.Verdict;
import org.dxos.halo.credential.Graph.Node;
import org.dxos.halo.credential.Registrations.Binding;
import org.dxos.halo.credential.Registrations.Grant;

/**
 * Judges the credentials of a graph one by one in canonical order. What an issuer may do follows from the accepted credentials
 * that its credential relies on, so that nothing issued elsewhere changes the verdict. The one exception is a device or a feed
 * that is claimed twice: of claims that do not rely on each other the first in canonical order counts.
 */
final class Reduction {
    private final PartyId party;
    private final Graph graph;
    private final Registrations registrations;
    private final List<Decision> placed;

    private Reduction(PartyId party, Graph graph, Registrations registrations, List<Decision> placed) {
        this.party = party;
        this.graph = graph;
        this.registrations = registrations;
        this.placed = placed;
    }

    static Reduction of(PartyId party, Graph graph) {
        return new Reduction(party, graph, new Registrations(), new ArrayList<>()).judgeTheRest();
    }

    /** The reduction of a graph that has grown out of this one. What comes after all that was judged is judged alone. */
    Reduction next(Graph grown) {
        if (!startsAlike(grown.canonical(), graph.canonical())) {
            return of(party, grown);
        }
        return new Reduction(party, grown, new Registrations(registrations), new ArrayList<>(placed)).judgeTheRest();
    }

    private static boolean startsAlike(List<Node> nodes, List<Node> start) {
        for (int i = 0; i < start.size(); i++) {
            if (nodes.get(i) != start.get(i)) {
                return false;
            }
        }
        return true;
    }

    private Reduction judgeTheRest() {
        List<Node> nodes = graph.canonical();
        for (int i = placed.size(); i < nodes.size(); i++) {
            placed.add(judge(nodes.get(i)));
        }
        return this;
    }

    Registrations registrations() {
        return registrations;
    }

    /** In canonical order, then those that wait, then the forged ones. */
    List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>(placed);
        for (Credential credential : graph.waiting()) {
            decisions.add(judgeWaiting(credential));
        }
        for (Credential credential : graph.forged()) {
            decisions.add(refused(credential, Reason.FORGED, "a signature is missing or wrong", List.of()));
        }
        return decisions;
    }

    private Decision judgeWaiting(Credential credential) {
        if (!isForThisParty(credential)) {
            return wrongParty(credential);
        }
        List<Hash> missing = graph.missing(credential);
        String words = "waits for " + missing.size() + " credentials, the first is "
                + missing.get(0).bytes().slice(0, 4).hex();
        return new Decision(credential, Verdict.WAITING, Reason.PARENT_MISSING, words, List.of());
    }

    private Decision judge(Node node) {
        Credential credential = node.credential();
        if (!isForThisParty(credential)) {
            return wrongParty(credential);
        }
        Claim claim = credential.claim();
        if (claim instanceof PartyGenesis genesis) {
            registrations.grant(genesis.creator(), Role.OWNER, node);
            return accepted(credential, Reason.GENESIS, "the party starts with owner " + genesis.creator(), List.of());
        }
        Optional<IdentityKey> identity = identityOf(node);
        if (identity.isEmpty() || highest(identity.get(), node, node::reliesOn).isEmpty()) {
            return refused(
                    credential,
                    Reason.ISSUER_UNKNOWN,
                    shortHex(credential) + " is no member and no member's device by what this relies on",
                    List.of());
        }
        Optional<Standing> standing = standing(identity.get(), node);
        if (standing.isEmpty()) {
            return refused(
                    credential,
                    Reason.ISSUER_EXPIRED,
                    "what lets " + shortHex(credential) + " act had expired when this was issued",
                    List.of());
        }
        return judge(node, claim, standing.get());
    }

    private Decision judge(Node node, Claim claim, Standing issuer) {
        if (claim instanceof MemberAdmitted admitted) {
            return judgeMember(node, admitted, issuer);
        }
        if (claim instanceof DeviceAuthorised authorised) {
            return judgeDevice(node, authorised, issuer);
        }
        if (claim instanceof FeedAdmitted admitted) {
            return judgeFeed(node, admitted, issuer);
        }
        return new Decision(
                node.credential(),
                Verdict.IGNORED,
                Reason.UNKNOWN_CLAIM,
                "the claim " + claim.type() + " is not known here",
                hashes(issuer.grounds()));
    }

    private Decision judgeMember(Node node, MemberAdmitted claim, Standing issuer) {
        Credential credential = node.credential();
        if (claim.member().equals(issuer.identity())) {
            return refused(credential, Reason.SELF_ADMISSION, "nobody gives a role to themselves", issuer.grounds());
        }
        if (!issuer.role().mayAdmit(claim.role())) {
            return refused(
                    credential,
                    Reason.ROLE_TOO_LOW,
                    article(issuer.role()) + " may not admit " + article(claim.role()),
                    issuer.grounds());
        }
        Optional<Grant> present = registrations.highest(claim.member(), node::reliesOn);
        if (present.isPresent() && present.get().role().rank() > claim.role().rank()) {
            return refused(
                    credential,
                    Reason.LOWERS_ROLE,
                    claim.member() + " is " + article(present.get().role()) + ", and an admission takes no right away",
                    List.of(present.get().node()));
        }
        registrations.grant(claim.member(), claim.role(), node);
        return accepted(
                credential,
                Reason.ALLOWED,
                claim.member() + " is admitted as " + article(claim.role()) + " by " + article(issuer.role()),
                issuer.grounds());
    }

    private Decision judgeDevice(Node node, DeviceAuthorised claim, Standing issuer) {
        Credential credential = node.credential();
        if (!claim.identity().equals(issuer.identity())) {
            return refused(
                    credential,
                    Reason.ANOTHERS_IDENTITY,
                    issuer.identity() + " does not speak for " + claim.identity(),
                    issuer.grounds());
        }
        if (claim.device().key().equals(claim.identity().key())) {
            return refused(credential, Reason.KEY_REUSED, "the key of an identity is not a device's", issuer.grounds());
        }
        Optional<Binding<IdentityKey>> present = registrations.device(claim.device());
        if (present.isPresent() && !present.get().owner().equals(claim.identity())) {
            return refused(
                    credential,
                    Reason.DEVICE_TAKEN,
                    claim.device() + " acts for " + present.get().owner() + " already",
                    present.get().nodes());
        }
        registrations.bind(claim.device(), claim.identity(), node);
        return accepted(
                credential,
                Reason.ALLOWED,
                "the device " + claim.device() + " acts for " + claim.identity(),
                issuer.grounds());
    }

    private Decision judgeFeed(Node node, FeedAdmitted claim, Standing issuer) {
        Credential credential = node.credential();
        DeviceKey device = claim.device();
        if (!device.key().equals(credential.issuer())
                || registrations.device(device).isEmpty()) {
            return refused(
                    credential,
                    Reason.ANOTHERS_DEVICE,
                    "a feed of the device " + device + " is admitted by that device alone",
                    issuer.grounds());
        }
        if (claim.feed().key().equals(device.key())
                || claim.feed().key().equals(issuer.identity().key())) {
            return refused(credential, Reason.KEY_REUSED, "a feed has a key of its own", issuer.grounds());
        }
        if (!issuer.role().mayWrite()) {
            return refused(credential, Reason.ROLE_TOO_LOW, article(issuer.role()) + " has no feed", issuer.grounds());
        }
        Optional<Binding<DeviceKey>> present = registrations.feed(claim.feed());
        if (present.isPresent() && !present.get().owner().equals(device)) {
            return refused(
                    credential,
                    Reason.FEED_TAKEN,
                    "the feed " + claim.feed() + " is that of " + present.get().owner() + " already",
                    present.get().nodes());
        }
        registrations.bind(claim.feed(), device, node);
        return accepted(
                credential,
                Reason.ALLOWED,
                "the device " + device + " of " + issuer.identity() + " writes the feed " + claim.feed(),
                issuer.grounds());
    }

    /** Whom the issuer speaks for: the owner of the device it is, or itself. */
    private Optional<IdentityKey> identityOf(Node node) {
        PublicKey issuer = node.credential().issuer();
        return registrations
                .device(new DeviceKey(issuer))
                .filter(binding -> binding.nodes().stream().anyMatch(node::reliesOn))
                .map(Binding::owner)
                .or(() -> Optional.of(new IdentityKey(issuer)));
    }

    private Optional<Grant> highest(IdentityKey identity, Node node, Predicate<Node> filter) {
        return registrations.highest(identity, ground -> node.reliesOn(ground) && filter.test(ground));
    }

    /** What the issuer may do by what its credential relies on, leaving out what had expired; empty when nothing is left. */
    private Optional<Standing> standing(IdentityKey identity, Node node) {
        long issued = node.credential().issuedMillis();
        Predicate<Node> live = ground -> ground.credential().expiryMillis().orElse(Long.MAX_VALUE) >= issued;
        Optional<Grant> grant = highest(identity, node, live);
        PublicKey issuer = node.credential().issuer();
        if (grant.isEmpty() || issuer.equals(identity.key())) {
            return grant.map(found -> new Standing(identity, found.role(), List.of(found.node())));
        }
        return registrations.device(new DeviceKey(issuer)).orElseThrow().nodes().stream()
                .filter(ground -> node.reliesOn(ground) && live.test(ground))
                .findFirst()
                .map(device -> new Standing(
                        identity, grant.get().role(), List.of(grant.get().node(), device)));
    }

    private boolean isForThisParty(Credential credential) {
        return credential.claim() instanceof PartyGenesis
                ? credential.hash().equals(party.hash())
                : credential.party().equals(Optional.of(party));
    }

    private Decision wrongParty(Credential credential) {
        String words = credential.party().isEmpty()
                ? "the genesis of another party"
                : "made for the party " + credential.party().get() + ", not for " + party;
        return refused(credential, Reason.WRONG_PARTY, words, List.of());
    }

    private static Decision accepted(Credential credential, Reason reason, String words, List<Node> grounds) {
        return new Decision(credential, Verdict.ACCEPTED, reason, words, hashes(grounds));
    }

    private static Decision refused(Credential credential, Reason reason, String words, List<Node> grounds) {
        return new Decision(credential, Verdict.REFUSED, reason, words, hashes(grounds));
    }

    private static List<Hash> hashes(List<Node> nodes) {
        return nodes.stream().map(node -> node.credential().hash()).toList();
    }

    private static String article(Role role) {
        return (role == Role.OWNER || role == Role.ADMIN ? "an " : "a ")
                + role.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String shortHex(Credential credential) {
        return credential.issuer().shortHex();
    }
}
