package org.dxos.itests.simulation;

import java.util.List;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.Receipt;

/** The facade of {@link NumbersModel}. */
record NumbersItem(NumbersMachine.Kind kind, ItemAccess<Numbers, Long> item) {
    Receipt add(long number) {
        return item.write(number);
    }

    /** Adds a number that follows from the state, as seen within the loop. */
    Receipt addNext() {
        return item.write((state, context) -> (long) (state.values.size() % 500));
    }

    List<Long> values() {
        return item.read(state -> List.copyOf(state.values));
    }
}
