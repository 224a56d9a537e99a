package org.dxos.testkit;

/** How long the tests may take: the system property {@code dxos.tier}, {@code ci} when it is not set. */
public enum Tier {
    /** Every submission. */
    CI,
    /** At night or on demand. */
    DEEP;

    static final String PROPERTY = "dxos.tier";

    /**
     * The tier of this run.
     *
     * @throws IllegalStateException when the property names no tier
     */
    public static Tier current() {
        return parse(System.getProperty(PROPERTY, "ci"));
    }

    static Tier parse(String name) {
        return switch (name) {
            case "ci" -> CI;
            case "deep" -> DEEP;
            default -> throw new IllegalStateException(PROPERTY + " is ci or deep, not " + name);
        };
    }

    /** The first figure in tier {@code ci}, the second in tier {@code deep}. */
    public int choose(int ci, int deep) {
        return this == CI ? ci : deep;
    }
}
