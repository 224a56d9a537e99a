package org.dxos.itests.simulation;

/**
 * How large runs are.
 *
 * @param nodes at most
 * @param least commands at least
 * @param most commands at most
 */
record Scale(int nodes, int least, int most) {
    static final Scale SMALL = new Scale(4, 10, 50);
    static final Scale MEDIUM = new Scale(6, 50, 150);
    static final Scale LARGE = new Scale(8, 100, 500);

    /** Mostly small ones: most mistakes show there, and many seeds fit into the time. */
    static Scale of(long seed, boolean isDeep) {
        int at = (int) Math.floorMod(seed, 20L);
        return at == 0 ? (isDeep ? LARGE : MEDIUM) : at < 4 ? (isDeep ? MEDIUM : SMALL) : SMALL;
    }
}
