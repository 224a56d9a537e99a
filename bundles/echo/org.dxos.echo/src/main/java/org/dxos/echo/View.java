package org.dxos.echo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.model.ItemId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The state of a party at one moment. Immutable: a batch is in it whole or not at all. Lists hold items in the order in which
 * they were made (canonical order). Any thread.
 */
@ProviderType
public interface View {
    /** For each feed the number of its blocks in this view. */
    Map<FeedKey, Long> timeframe();

    /** Items and links, deleted ones too. */
    int size();

    Optional<Item> item(ItemId id);

    /** Ids that begin with these hexadecimal digits, at most {@code limit} of them, sorted. */
    List<ItemId> idsStartingWith(String hex, int limit);

    /** The items that match. */
    List<Item> select(Query query);

    /**
     * The items that match, sorted and cut.
     *
     * @param order by what to sort; items that are equal in it, and all of them if it is empty, come in the order in which they were
     *     made
     * @param limit how many at most
     */
    default List<Item> select(Query query, List<QueryText.SortKey> order, OptionalInt limit) {
        List<Item> found = select(query);
        if (!order.isEmpty()) {
            found = found.stream().sorted(QueryText.comparator(order)).toList();
        }
        return limit.isPresent() && found.size() > limit.getAsInt() ? found.subList(0, limit.getAsInt()) : found;
    }

    /** How many items match. */
    int count(Query query);

    /** Items without a parent, without deleted ones. */
    List<Item> roots();

    /** Items under a parent, without deleted ones. */
    List<Item> children(ItemId parent);

    /** Links that start at an item, without deleted ones. */
    List<Item> links(ItemId source);

    /** Links that end at an item, without deleted ones. */
    List<Item> refs(ItemId target);
}
