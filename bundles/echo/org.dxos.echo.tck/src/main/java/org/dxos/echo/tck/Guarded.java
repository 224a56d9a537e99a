package org.dxos.echo.tck;

import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.StateMachine;
import org.jspecify.annotations.Nullable;

/** A state machine whose exceptions come out as the rules they break. */
record Guarded<S, M>(StateMachine<S, M> machine, long seed) implements StateMachine<S, M> {
    BrokenRule broken(Rule rule, String what, @Nullable Throwable cause) {
        return new BrokenRule(rule, descriptor().type(), what, seed, cause);
    }

    @Override
    public Descriptor descriptor() {
        return machine.descriptor();
    }

    @Override
    public S initial(Genesis genesis) {
        return machine.initial(genesis);
    }

    @Override
    @SuppressWarnings("ConstantValue")
    public S apply(S state, MutationMeta meta, M mutation) {
        S next;
        try {
            next = machine.apply(state, meta, mutation);
        } catch (Throwable e) {
            throw broken(Rule.M02, "apply threw " + e + " for the mutation " + shown(mutation), e);
        }
        if (next == null) {
            throw broken(Rule.M02, "apply returned null for the mutation " + shown(mutation), null);
        }
        return next;
    }

    @Override
    public Encoded encodeMutation(M mutation) {
        try {
            return machine.encodeMutation(mutation);
        } catch (Throwable e) {
            throw broken(Rule.M04, "encodeMutation threw " + e + " for " + shown(mutation), e);
        }
    }

    @Override
    public M decodeMutation(Encoded mutation) throws MalformedException {
        try {
            return machine.decodeMutation(mutation);
        } catch (RuntimeException | Error e) {
            throw broken(Rule.M05, "decodeMutation threw " + e + " for " + shown(mutation), e);
        }
    }

    @Override
    public Encoded encodeState(S state) {
        try {
            return machine.encodeState(state);
        } catch (Throwable e) {
            throw broken(Rule.M04, "encodeState threw " + e, e);
        }
    }

    @Override
    public S decodeState(Genesis genesis, Encoded state) throws MalformedException {
        try {
            return machine.decodeState(genesis, state);
        } catch (RuntimeException | Error e) {
            throw broken(Rule.M05, "decodeState threw " + e + " for " + shown(state), e);
        }
    }

    @Override
    public S fork(S state) {
        try {
            return machine.fork(state);
        } catch (Throwable e) {
            throw broken(Rule.M03, "fork threw " + e, e);
        }
    }

    /** Decodes a mutation that this state machine encoded. */
    M ownMutation(Encoded mutation) {
        try {
            return decodeMutation(mutation);
        } catch (MalformedException e) {
            throw broken(Rule.M04, "its own mutation did not decode: " + e.getMessage() + "; " + shown(mutation), e);
        }
    }

    /** Decodes a state that this state machine encoded. */
    S ownState(Genesis genesis, Encoded state) {
        try {
            return decodeState(genesis, state);
        } catch (MalformedException e) {
            throw broken(Rule.M04, "its own state did not decode: " + e.getMessage() + "; " + shown(state), e);
        }
    }

    static String shown(Object value) {
        String text = value instanceof Encoded encoded
                ? "format " + encoded.format() + " " + encoded.bytes().hex()
                : String.valueOf(value);
        return text.length() <= 400 ? text : text.substring(0, 400) + "…";
    }
}
