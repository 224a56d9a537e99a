package org.dxos.echo;

import org.dxos.echo.model.ItemId;

/**
 * Where an item is not as a schema says.
 *
 * @param type the item's
 * @param field the path of the field
 * @param what what is wrong, in words that continue the field's name
 */
public record Violation(ItemId item, String type, String field, String what) {
    /** A sentence that names all of it. */
    public String message() {
        return field + " of item " + item + " (" + type + ") " + what;
    }
}
