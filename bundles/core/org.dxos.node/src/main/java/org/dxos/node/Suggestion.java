package org.dxos.node;

/**
 * A bundle that is known but does not run, and would supply what was asked for.
 *
 * @param bundle its name and version
 * @param type the {@code dxos.type} it provides
 * @param source where it is: a file in the distribution's library or in the deploy folder
 * @param action what to do to have it, for people
 */
public record Suggestion(BundleName bundle, String type, String source, String action) {}
