package org.dxos.node.internal.osgi;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dxos.echo.Echo;
import org.dxos.echo.FeedInfo;
import org.dxos.echo.PartyInfo;
import org.dxos.node.HealthCheck;
import org.dxos.node.HealthResult;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whether every party can be opened and written to, and its feeds are whole. */
@Component(property = HealthCheck.NAME + "=parties")
public final class PartiesCheck implements HealthCheck {
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Echo echo;

    @Override
    public HealthResult check() {
        Echo present = echo;
        return present == null
                ? HealthResult.down("the parties are not there: no service " + Echo.class.getName())
                : of(present);
    }

    private static HealthResult of(Echo echo) {
        List<PartyInfo> parties = echo.parties();
        String ill = parties.stream()
                .filter(party -> party.state() == PartyInfo.State.DAMAGED || party.state() == PartyInfo.State.READ_ONLY)
                .map(party -> words(party) + " is "
                        + (party.state() == PartyInfo.State.DAMAGED ? "damaged: " : "read-only: ") + party.reason())
                .collect(Collectors.joining("; "));
        if (!ill.isEmpty()) {
            return HealthResult.down(ill);
        }
        String damage = parties.stream()
                .filter(party -> party.state() == PartyInfo.State.OPEN)
                .map(party -> damage(echo, party))
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.joining("; "));
        return damage.isEmpty()
                ? HealthResult.ok(parties.size() == 1 ? "1 party is well" : parties.size() + " parties are well")
                : HealthResult.warn(damage);
    }

    /** What is wrong with single feeds of an open party. */
    private static String damage(Echo echo, PartyInfo party) {
        String forked = echo.openParty(party.id())
                .map(open -> open.forks().stream()
                        .map(fork -> fork.feed() + " (of " + (fork.writer().isEmpty() ? "nobody" : fork.writer())
                                + ") after " + fork.length() + " blocks")
                        .collect(Collectors.joining(", ")))
                .orElse("");
        String damaged = damagedFeeds(echo, party);
        return (forked.isEmpty() ? "" : words(party) + " has feeds with two histories: " + forked)
                + (forked.isEmpty() || damaged.isEmpty() ? "" : "; ")
                + damaged;
    }

    private static String damagedFeeds(Echo echo, PartyInfo party) {
        List<FeedInfo> feeds = echo.openParty(party.id())
                .map(open -> open.feeds().stream()
                        .filter(feed -> !feed.damage().isEmpty())
                        .toList())
                .orElse(List.of());
        return feeds.isEmpty()
                ? ""
                : words(party) + " has damaged feeds: "
                        + feeds.stream()
                                .map(feed -> feed.key() + " (" + String.join(", ", feed.damage()) + ")")
                                .collect(Collectors.joining(", "));
    }

    private static String words(PartyInfo party) {
        return "party " + party.id() + (party.label().isEmpty() ? "" : " (" + party.label() + ")");
    }
}
