package org.dxos.echo;

import java.util.Optional;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/** What an item or link is to be when it is made. Immutable; each method returns a changed copy. */
public final class NewItem {
    private final String model;
    private final String type;
    private final @Nullable ItemId parent;
    private final Item.@Nullable Ends ends;

    private NewItem(String model, String type, @Nullable ItemId parent, Item.@Nullable Ends ends) {
        this.model = model;
        this.type = type;
        this.parent = parent;
        this.ends = ends;
    }

    /** An item of an installed model, such as {@code dxos.model/object}. */
    public static NewItem of(String model) {
        return new NewItem(model, "", null, null);
    }

    /** The application's name for this kind of item: at most 256 bytes of UTF-8. */
    public NewItem type(String name) {
        return new NewItem(model, name, parent, ends);
    }

    /** Its parent; without one it is a root. */
    public NewItem under(ItemId item) {
        return new NewItem(model, type, item, ends);
    }

    /** Makes it a link. */
    public NewItem link(ItemId source, ItemId target) {
        return new NewItem(model, type, parent, new Item.Ends(source, target));
    }

    public String model() {
        return model;
    }

    public String type() {
        return type;
    }

    public Optional<ItemId> parent() {
        return Optional.ofNullable(parent);
    }

    public Optional<Item.Ends> ends() {
        return Optional.ofNullable(ends);
    }
}
