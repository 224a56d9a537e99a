package org.dxos.echo.engine.internal.item;

import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.StateMachine;
import org.jspecify.annotations.Nullable;

/**
 * An installed state machine with its type parameters set aside, so that the engine can pass its values around. What it returns
 * is never null: code that returns null fails as code that throws does.
 */
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

    /** Whether this is the given code. */
    public boolean is(StateMachine<?, ?> other) {
        return code == other;
    }

    public Object initial(Genesis genesis) {
        return required(code.initial(genesis), "initial");
    }

    public Object apply(Object state, MutationMeta meta, Object mutation) {
        return required(code.apply(state, meta, mutation), "apply");
    }

    public Encoded encodeMutation(Object mutation) {
        return required(code.encodeMutation(mutation), "encodeMutation");
    }

    public Object decodeMutation(Encoded mutation) throws MalformedException {
        return required(code.decodeMutation(mutation), "decodeMutation");
    }

    public Encoded encodeState(Object state) {
        return required(code.encodeState(state), "encodeState");
    }

    public Object decodeState(Genesis genesis, Encoded state) throws MalformedException {
        return required(code.decodeState(genesis, state), "decodeState");
    }

    public Object fork(Object state) {
        return required(code.fork(state), "fork");
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

    private static <T> T required(@Nullable T result, String method) {
        if (result == null) {
            throw new NullPointerException(method + " returned null");
        }
        return result;
    }
}
