package org.dxos.echo.engine.internal.snapshot;

import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.item.KeptState;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageRef;

/** An item's state in a page of its own. */
record StoredState(PageRef ref) implements KeptState.Source {
    @Override
    public Bytes read() {
        PageReader page = ref.read();
        try {
            Bytes bytes = page.bytes().sized();
            page.expectEnd();
            return bytes;
        } catch (MalformedException e) {
            throw ref.meaningless(e);
        }
    }

    @Override
    public boolean isStored() {
        return true;
    }
}
