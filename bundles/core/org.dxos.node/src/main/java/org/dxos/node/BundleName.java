package org.dxos.node;

/**
 * Name and version of a bundle.
 *
 * @param symbolicName such as {@code org.dxos.model.text}
 * @param version as OSGi writes it, such as {@code 1.2.0}
 */
public record BundleName(String symbolicName, String version) {
    /** {@code symbolic-name/version}. */
    @Override
    public String toString() {
        return symbolicName + "/" + version;
    }
}
