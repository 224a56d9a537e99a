package org.dxos.halo.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.halo.credential.Graph.Node;

/** What the credentials accepted so far say: who is a member, whose each device is, which device has which feed. */
final class Registrations {
    /** A role that a member was given. */
    record Grant(Node node, Role role) {}

    /** What a key belongs to, and every accepted credential that says so. */
    record Binding<T>(T owner, List<Node> nodes) {}

    private final TreeMap<IdentityKey, List<Grant>> members;
    private final TreeMap<DeviceKey, Binding<IdentityKey>> devices;
    private final TreeMap<FeedKey, Binding<DeviceKey>> feeds;

    Registrations() {
        members = new TreeMap<>();
        devices = new TreeMap<>();
        feeds = new TreeMap<>();
    }

    /** A copy that goes its own way. */
    Registrations(Registrations other) {
        members = new TreeMap<>(other.members);
        devices = new TreeMap<>(other.devices);
        feeds = new TreeMap<>(other.feeds);
    }

    void grant(IdentityKey member, Role role, Node node) {
        members.merge(member, List.of(new Grant(node, role)), Registrations::joined);
    }

    void bind(DeviceKey device, IdentityKey owner, Node node) {
        devices.merge(device, new Binding<>(owner, List.of(node)), Registrations::joined);
    }

    void bind(FeedKey feed, DeviceKey owner, Node node) {
        feeds.merge(feed, new Binding<>(owner, List.of(node)), Registrations::joined);
    }

    private static <T> Binding<T> joined(Binding<T> present, Binding<T> more) {
        return new Binding<>(present.owner, joined(present.nodes, more.nodes));
    }

    private static <T> List<T> joined(List<T> present, List<T> more) {
        return Stream.concat(present.stream(), more.stream()).toList();
    }

    Optional<Binding<IdentityKey>> device(DeviceKey device) {
        return Optional.ofNullable(devices.get(device));
    }

    Optional<Binding<DeviceKey>> feed(FeedKey feed) {
        return Optional.ofNullable(feeds.get(feed));
    }

    /** The highest of the grants of a member that pass the filter; the first in canonical order of several as high. */
    Optional<Grant> highest(IdentityKey member, Predicate<Node> filter) {
        return members.getOrDefault(member, List.of()).stream()
                .filter(grant -> filter.test(grant.node))
                .reduce((a, b) -> b.role.rank() > a.role.rank() ? b : a);
    }

    List<FeedKey> feeds() {
        return List.copyOf(feeds.keySet());
    }

    /** The members with their roles and devices, ascending. */
    List<Member> members() {
        Map<IdentityKey, List<DeviceKey>> owned = new TreeMap<>();
        devices.forEach((device, binding) ->
                owned.computeIfAbsent(binding.owner, key -> new ArrayList<>()).add(device));
        return members.keySet().stream()
                .map(identity -> new Member(identity, roleOf(identity), owned.getOrDefault(identity, List.of())))
                .toList();
    }

    Optional<Writer> writer(FeedKey feed) {
        return feed(feed).flatMap(owner -> device(owner.owner())
                .map(member -> new Writer(feed, owner.owner(), member.owner(), roleOf(member.owner()))));
    }

    private Role roleOf(IdentityKey member) {
        return highest(member, node -> true).orElseThrow().role();
    }
}
