package org.dxos.echo.engine.internal.party;

import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.ItemId;

/** One thing a batch is to do. */
sealed interface Step {
    ItemId item();

    /** Makes an item. */
    record Create(ItemId item, Operation.Create operation) implements Step {}

    /** Writes what an edit made by this model's code computes. */
    record Compute(ItemId item, ModelCode model, Edit<Object, Object> edit) implements Step {}

    /** Writes a mutation that was encoded on the caller's thread by this state machine. */
    record Write(ItemId item, Machine machine, Object mutation, Encoded encoded) implements Step {}

    /** Moves, deletes or restores. */
    record Change(ItemId item, Operation operation) implements Step {}
}
