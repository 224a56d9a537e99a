package org.dxos.echo.engine.internal.type;

import org.dxos.echo.model.Model;

/** An installed model with its type parameters set aside. */
public final class ModelCode {
    private final Model<Object, Object, Object> code;
    private final String type;
    private final String stateMachine;
    private final String provider;

    @SuppressWarnings("unchecked")
    public ModelCode(Model<?, ?, ?> code, String provider) {
        this.code = (Model<Object, Object, Object>) code;
        this.type = code.type();
        this.stateMachine = code.stateMachine();
        this.provider = provider;
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

    public String provider() {
        return provider;
    }
}
