package org.dxos.echo.tck;

import org.jspecify.annotations.Nullable;

/** A state machine has broken a rule. The message names the rule, what happened, the seed, and what to do. */
public final class BrokenRule extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final Rule rule;

    BrokenRule(Rule rule, String type, String what, long seed, @Nullable Throwable cause) {
        super(
                rule + " is broken by " + type + ": " + rule.title() + ".\n  What happened: " + what
                        + "\n  Seed: " + seed + ", run again with -Ddxos.seed=" + seed
                        + "\n  What to do: " + rule.advice() + ".",
                cause);
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }
}
