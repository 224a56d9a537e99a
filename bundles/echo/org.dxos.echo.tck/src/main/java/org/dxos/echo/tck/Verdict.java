package org.dxos.echo.tck;

/** What came out for one rule. The words are empty for a rule that is kept. */
public record Verdict(Rule rule, Outcome outcome, String words) {
    /** How it came out. */
    public enum Outcome {
        KEPT,
        BROKEN,
        NOT_JUDGED
    }
}
