package org.dxos.echo.engine.internal.structure;

/** One structural change to one item. */
public record Change(Kind kind, int item, int parent) {
    /** What is done. */
    public enum Kind {
        CREATE,
        MOVE,
        DELETE,
        RESTORE
    }
}
