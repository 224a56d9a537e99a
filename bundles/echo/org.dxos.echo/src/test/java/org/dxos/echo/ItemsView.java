package org.dxos.echo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.model.ItemId;

/** A view of given items that looks at each of them. */
record ItemsView(List<Item> items) implements View {
    @Override
    public Map<FeedKey, Long> timeframe() {
        return Map.of();
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public Optional<Item> item(ItemId id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    @Override
    public List<ItemId> idsStartingWith(String hex, int limit) {
        return items.stream()
                .map(Item::id)
                .filter(id -> id.hex().startsWith(hex))
                .sorted()
                .limit(limit)
                .toList();
    }

    @Override
    public List<Item> select(Query query) {
        return items.stream().filter(query::matches).toList();
    }

    @Override
    public int count(Query query) {
        return select(query).size();
    }

    @Override
    public List<Item> roots() {
        return select(Query.all().roots());
    }

    @Override
    public List<Item> children(ItemId parent) {
        return select(Query.all().under(parent));
    }

    @Override
    public List<Item> links(ItemId source) {
        return select(Query.all()
                .where(item ->
                        item.ends().filter(ends -> ends.source().equals(source)).isPresent()));
    }

    @Override
    public List<Item> refs(ItemId target) {
        return select(Query.all()
                .where(item ->
                        item.ends().filter(ends -> ends.target().equals(target)).isPresent()));
    }
}
