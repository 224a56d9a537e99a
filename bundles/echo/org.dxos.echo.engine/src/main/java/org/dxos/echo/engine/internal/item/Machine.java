package org.dxos.echo.engine.internal.item;

import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.StateMachine;

/** An installed state machine with its type parameters set aside, so that the engine can pass its values around. */
public final class Machine {
    private final StateMachine<Object, Object> code;
    private final Descriptor descriptor;
    private final String provider;

    @SuppressWarnings("unchecked")
    public Machine(StateMachine<?, ?> code, String provider) {
        this.code = (StateMachine<Object, Object>) code;
        this.descriptor = code.descriptor();
        this.provider = provider;
    }

    public StateMachine<Object, Object> code() {
        return code;
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    /** The bundle that brings it, in words; empty where there are no bundles. */
    public String provider() {
        return provider;
    }

    public String type() {
        return descriptor.type();
    }
}
