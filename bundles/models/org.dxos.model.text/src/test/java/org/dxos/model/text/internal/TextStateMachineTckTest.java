package org.dxos.model.text.internal;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.Golden;
import org.dxos.echo.tck.StateMachineTck;
import org.dxos.model.text.internal.doc.Document;
import org.dxos.model.text.internal.yjs.Update;

class TextStateMachineTckTest extends StateMachineTck<Document, Update> {
    @Override
    protected StateMachine<Document, Update> machine() {
        return new TextStateMachine();
    }

    @Override
    protected List<Golden> goldens() {
        return List.of(Golden.resource(getClass(), "golden-1.txt"));
    }

    @Override
    protected Update mutation(RandomGenerator random, Document state, EditContext context) {
        RandomUpdates updates = new RandomUpdates(random, state, context.feed());
        return random.nextInt(4) == 0 ? updates.hostile() : updates.honest();
    }
}
