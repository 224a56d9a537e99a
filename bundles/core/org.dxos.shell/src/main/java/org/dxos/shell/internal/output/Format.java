package org.dxos.shell.internal.output;

/** How results are written. */
public enum Format {
    /** Tables and text for people. */
    TABLE,
    /** One JSON value. */
    JSON,
    /** One JSON object a line. */
    JSONL,
    /** The whole ids, one a line. */
    ID
}
