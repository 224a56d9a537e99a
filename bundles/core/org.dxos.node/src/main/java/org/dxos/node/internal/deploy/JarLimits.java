package org.dxos.node.internal.deploy;

/**
 * What a bundle may cost before it is looked into any further.
 *
 * @param fileBytes of the jar
 * @param unpackedBytes of all entries together
 * @param ratio of unpacked to packed bytes, for entries above a megabyte
 * @param entries how many
 * @param manifestBytes of the manifest
 */
public record JarLimits(long fileBytes, long unpackedBytes, int ratio, int entries, int manifestBytes) {
    public static final JarLimits DEFAULT = new JarLimits(64L << 20, 512L << 20, 100, 20_000, 1 << 20);
}
