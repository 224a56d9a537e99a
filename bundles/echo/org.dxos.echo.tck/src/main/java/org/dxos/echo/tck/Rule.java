package org.dxos.echo.tck;

/** The rules of {@link org.dxos.echo.model}, with what to do for an author whose state machine breaks one. */
public enum Rule {
    M01(
            "apply is deterministic",
            "use nothing but state, meta and mutation; no identity hash codes, no iteration over hash sets whose elements have"
                    + " no hashCode of their own"),
    M02(
            "apply is total",
            "return the state as it is when an edit makes no sense; check the kind and range of what the mutation names"
                    + " instead of trusting it"),
    M03(
            "states are immutable, or fork copies them",
            "build a new state in apply, or override fork to copy everything that apply may change; never change a mutation"),
    M04(
            "codecs round-trip",
            "write every part that equals and apply look at, with the width it has in memory, and declare every format you"
                    + " write in the descriptor"),
    M05(
            "decoding is bounded",
            "check every length and count against the bytes that are left before allocating or looping; throw"
                    + " MalformedException for everything else"),
    M06(
            "replay from a checkpoint equals replay from the start",
            "encode every part of the state that a later apply looks at"),
    M07(
            "no clock, randomness, I/O, threads, or statics that remember",
            "take time from meta.claimedMillis(), give locales and zones explicitly, start no threads, keep no static that"
                    + " changes"),
    M08(
            "formats stay readable and keep their meaning",
            "keep the old decoder; give a changed meaning a new format number and list both in the descriptor"),
    M09(
            "concurrent mutations commute",
            "make the result independent of the order of arrival, for example by comparing stamps, or declare Order.TOTAL");

    private final String title;
    private final String advice;

    Rule(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    /** What it demands, in a few words. */
    public String title() {
        return title;
    }

    /** What to do to keep it. */
    public String advice() {
        return advice;
    }
}
