package org.dxos.storage.tck;

/**
 * Which calls fail. Calls are numbered from 1 on.
 *
 * <p>A call that fails may have had a part of its effect; which part follows from the call's number. A {@link Kind#READ} call
 * that fails reads nothing.
 *
 * @param kind how calls fail
 * @param call the number of the first call that fails
 */
public record FaultPlan(Kind kind, long call) {
    /** Nothing fails. */
    public static final FaultPlan NONE = new FaultPlan(Kind.ONCE, -1);

    /** How calls fail. */
    public enum Kind {
        /** One call fails, later ones succeed. */
        ONCE,
        /** A call and all later ones fail. */
        FOR_EVER,
        /** The power goes in that call: it and all later ones fail, and what it did is not safe. */
        POWER_OFF,
        /** One read of an open file gives half of what it should; calls of other kinds are not affected. */
        SHORT_READ
    }

    /** The call fails, later ones succeed. */
    public static FaultPlan failOnce(long call) {
        return new FaultPlan(Kind.ONCE, call);
    }

    /** The call and all later ones fail. */
    public static FaultPlan failFrom(long call) {
        return new FaultPlan(Kind.FOR_EVER, call);
    }

    /** The power goes in that call; follow it with {@link FaultyStorage#crash}. */
    public static FaultPlan powerOff(long call) {
        return new FaultPlan(Kind.POWER_OFF, call);
    }

    /** The call, if it reads, gives half of what it should. */
    public static FaultPlan shortRead(long call) {
        return new FaultPlan(Kind.SHORT_READ, call);
    }

    boolean fails(long number) {
        return switch (kind) {
            case ONCE -> number == call;
            case FOR_EVER, POWER_OFF -> number >= call;
            case SHORT_READ -> false;
        };
    }

    boolean isShort(long number) {
        return kind == Kind.SHORT_READ && number == call;
    }
}
