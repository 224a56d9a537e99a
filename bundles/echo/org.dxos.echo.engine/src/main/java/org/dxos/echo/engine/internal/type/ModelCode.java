package org.dxos.echo.engine.internal.type;

import java.util.Set;
import org.dxos.echo.model.Index;
import org.dxos.echo.model.Model;

/** An installed model with its type parameters set aside. */
public final class ModelCode {
    private final Model<Object, Object, Object> code;
    private final String type;
    private final String stateMachine;
    private final String provider;
    private final Set<Index> indexes;

    @SuppressWarnings("unchecked")
    public ModelCode(Model<?, ?, ?> code, String provider) {
        this.code = (Model<Object, Object, Object>) code;
        this.type = code.type();
        this.stateMachine = code.stateMachine();
        this.provider = provider;
        this.indexes = Set.copyOf(code.indexes());
    }

    public Model<Object, Object, Object> code() {
        return code;
    }

    public String type() {
        return type;
    }

    public String stateMachine() {
        return stateMachine;
    }

    /** The fields that it asks to have indexed. */
    public Set<Index> indexes() {
        return indexes;
    }

    public String provider() {
        return provider;
    }
}
