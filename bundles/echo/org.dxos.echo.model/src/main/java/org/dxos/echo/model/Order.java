package org.dxos.echo.model;

/** How much the order of concurrent mutations matters to a state machine. */
public enum Order {
    /** Mutations are applied in canonical order; a late one makes the engine go back to a checkpoint and apply again. */
    TOTAL,
    /** Concurrent mutations commute (rule M9): each is applied once, in any order that respects causality. */
    COMMUTATIVE
}
