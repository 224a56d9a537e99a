package org.dxos.node;

/**
 * The answer of one health check.
 *
 * @param status how bad it is
 * @param message one line for people: what was found, and where
 */
public record HealthResult(Status status, String message) {
    /** From best to worst. */
    public enum Status {
        OK,
        WARN,
        DOWN
    }

    public static HealthResult ok(String message) {
        return new HealthResult(Status.OK, message);
    }

    public static HealthResult warn(String message) {
        return new HealthResult(Status.WARN, message);
    }

    public static HealthResult down(String message) {
        return new HealthResult(Status.DOWN, message);
    }
}
