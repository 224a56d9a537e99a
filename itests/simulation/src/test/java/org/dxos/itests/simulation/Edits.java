package org.dxos.itests.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.FeedInfo;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.halo.credential.Writer;
import org.dxos.model.chess.ChessItem;
import org.dxos.model.chess.Side;
import org.dxos.model.object.ObjectItem;
import org.dxos.model.text.TextItem;
import org.dxos.testkit.SeededRandom;
import org.jspecify.annotations.Nullable;

/** Writes of an application, drawn from a seed. */
final class Edits {
    private static final List<String> MODELS = List.of(
            SimNode.OBJECT,
            SimNode.TEXT,
            SimNode.CHESS,
            NumbersMachine.Kind.CHAIN.model(),
            NumbersMachine.Kind.LIST.model(),
            NumbersMachine.Kind.BAG.model());
    private static final List<String> PATHS = List.of("n", "title", "a.b", "a.c", "list[0]", "list[1]", "set", "list");

    private final SeededRandom random;
    private @Nullable ItemId twin;
    private @Nullable ItemId otherTwin;
    private long number;

    Edits(SeededRandom random) {
        this.random = random;
    }

    ItemId twin() {
        return java.util.Objects.requireNonNull(twin);
    }

    ItemId otherTwin() {
        return java.util.Objects.requireNonNull(otherTwin);
    }

    /** Makes two items that are always written in one batch. */
    void createTwins(Party party) {
        Batch batch = party.batch();
        twin = batch.create(NewItem.of(NumbersMachine.Kind.CHAIN.model()).type("twin"));
        otherTwin = batch.create(NewItem.of(NumbersMachine.Kind.CHAIN.model()).type("twin"));
        batch.commit().await();
    }

    /** Writes one batch of one to five steps, or one mutation through a facade. */
    Receipt write(Party party, StringBuilder what) {
        List<Item> items = party.view().select(Query.all().deleted(Query.Deleted.SHOW)).stream()
                .filter(item -> !item.type().equals("twin"))
                .toList();
        Acknowledgement level = random.pick(Acknowledgement.MEMORY, Acknowledgement.DISK);
        if (!items.isEmpty() && random.chance(0.35)) {
            Item item = random.pick(items);
            what.append("edit ").append(item.id());
            return editDirect(party, item, level);
        }
        Batch batch = party.batch().acknowledge(level);
        if (random.chance(0.15)) {
            what.append("twins");
            long next = nextNumber();
            batch.item(twin(), NumbersItem.class).add(next);
            batch.item(otherTwin(), NumbersItem.class).add(next + 1);
            return batch.commit();
        }
        int steps = random.chance(0.5) ? 1 : random.between(2, 5);
        List<ItemId> made = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            step(batch, items, made, what);
        }
        return batch.commit();
    }

    private void step(Batch batch, List<Item> items, List<ItemId> made, StringBuilder what) {
        int kind = random.below(100);
        if (items.isEmpty() || kind < 20) {
            what.append("create ");
            made.add(create(batch, items));
        } else if (kind < 65) {
            Item item = random.pick(items);
            what.append("edit ").append(item.id()).append(' ');
            if (item.model().equals(SimNode.CHESS)) {
                // What the rules allow after the steps before it is not known here.
                batch.restore(item.id());
            } else {
                edit(batch, item.id(), item.model());
            }
        } else if (kind < 83) {
            ItemId item = random.pick(items).id();
            Optional<ItemId> parent = random.chance(0.2)
                    ? Optional.empty()
                    : Optional.of(random.pick(items).id());
            what.append("move ").append(item).append(" under ").append(parent).append(' ');
            batch.move(item, parent);
        } else if (kind < 93) {
            what.append("delete ");
            batch.delete(random.pick(items).id());
        } else {
            what.append("restore ");
            batch.restore(random.pick(items).id());
        }
    }

    private ItemId create(Batch batch, List<Item> items) {
        String model = random.pick(MODELS);
        NewItem item = NewItem.of(model).type(random.pick("a", "b"));
        if (!items.isEmpty() && random.chance(0.6)) {
            item = item.under(random.pick(items).id());
        }
        if (!items.isEmpty() && random.chance(0.3)) {
            item = item.link(random.pick(items).id(), random.pick(items).id());
        }
        ItemId id = batch.create(item);
        if (random.chance(0.5)) {
            edit(batch, id, model);
        }
        return id;
    }

    private void edit(Batch batch, ItemId id, String model) {
        switch (model) {
            case SimNode.OBJECT -> edit(batch.item(id, ObjectItem.class));
            case SimNode.TEXT -> insert(batch.item(id, TextItem.class));
            case SimNode.CHESS -> batch.item(id, ChessItem.class).sit(random.pick(Side.WHITE, Side.BLACK));
            default -> batch.item(id, NumbersItem.class).add(nextNumber());
        }
    }

    private Receipt editDirect(Party party, Item item, Acknowledgement level) {
        switch (item.model()) {
            case SimNode.OBJECT:
                return edit(party.item(item.id(), ObjectItem.class, level));
            case SimNode.TEXT:
                TextItem text = party.item(item.id(), TextItem.class, level);
                return random.chance(0.5) ? insert(text) : change(text);
            case SimNode.CHESS:
                return play(party, item.id(), level);
            default:
                NumbersItem numbers = party.item(item.id(), NumbersItem.class, level);
                return random.chance(0.7) ? numbers.add(nextNumber()) : numbers.addNext();
        }
    }

    /** Something that the rules of chess allow at this moment. */
    private Receipt play(Party party, ItemId id, Acknowledgement level) {
        ChessItem game = party.item(id, ChessItem.class, level);
        FeedKey own = party.feeds().stream()
                .filter(FeedInfo::own)
                .map(FeedInfo::key)
                .findFirst()
                .orElseThrow();
        Optional<IdentityKey> me = party.roster().writer(own).map(Writer::member);
        for (Side side : Side.values()) {
            if (game.player(side).isEmpty()) {
                return game.sit(side);
            }
        }
        List<Side> mine = Arrays.stream(Side.values())
                .filter(side -> me.isPresent() && game.player(side).equals(me))
                .toList();
        if (mine.isEmpty()) {
            return party.batch().acknowledge(level).restore(id).commit();
        } else if (game.outcome().isPresent()) {
            return game.setTag("Round", Integer.toString(random.below(9)));
        } else if (game.takeBackProposal()
                .filter(side -> mine.contains(side.opponent()))
                .isPresent()) {
            return random.chance(0.5) ? game.acceptTakeBack() : game.declineTakeBack();
        } else if (game.drawOffer().isEmpty() && random.chance(0.1)) {
            return game.offerDraw();
        } else if (game.takeBackProposal().isEmpty() && game.moves().size() > 1 && random.chance(0.1)) {
            return game.proposeTakeBack();
        } else if (mine.contains(game.turn())) {
            return game.move(random.pick(game.legalMoves()));
        }
        return game.setTag("Round", Integer.toString(random.below(9)));
    }

    private Receipt edit(ObjectItem object) {
        String path = random.pick(PATHS);
        Object value = random.pick(1L, "text", 2.5, true, List.of(1L, "x"), Map.of("b", "deep"), "other");
        return switch (random.below(8)) {
            case 0 -> object.delete(path);
            case 1 -> object.push("list", value);
            case 2 -> object.insert("list", 0, value);
            case 3 -> object.add("set", "v" + random.below(5));
            case 4 -> object.remove("set", "v" + random.below(5));
            case 5 -> object.count("n", random.between(-5, 5));
            default -> object.set(path, value);
        };
    }

    private Receipt insert(TextItem text) {
        return random.chance(0.7) ? text.insert(0, random.text(random.between(1, 6))) : text.replaceAll("ab" + number);
    }

    private Receipt change(TextItem text) {
        int length = text.length();
        int index = random.below(length + 1);
        int count = random.below(Math.min(4, length - index) + 1);
        return switch (random.below(3)) {
            case 0 -> text.splice(index, count, random.text(2));
            case 1 -> text.format(index, count, Map.of("bold", random.chance(0.5)));
            default -> text.insert(index, random.text(3), Map.of("em", true));
        };
    }

    private long nextNumber() {
        number++;
        return random.chance(0.1) ? NumbersMachine.FIRST_NEW + number : number % NumbersMachine.FIRST_NEW;
    }
}
