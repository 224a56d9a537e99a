package org.dxos.echo.tck;

/**
 * How much decoding may take (M5): a part that is always granted, and a part for each byte of input.
 *
 * @param baseBytes memory allocated, in bytes
 * @param bytesPerByte more memory for each byte of input
 * @param baseNanos processor time, in nanoseconds
 * @param nanosPerByte more time for each byte of input
 */
public record Bounds(long baseBytes, long bytesPerByte, long baseNanos, long nanosPerByte) {
    /** 1 MiB and 1 KiB for each byte; one second and 100 microseconds for each byte. */
    public static final Bounds DEFAULT = new Bounds(1 << 20, 1 << 10, 1_000_000_000, 100_000);

    long allocation(int size) {
        return baseBytes + bytesPerByte * size;
    }

    long nanos(int size) {
        return baseNanos + nanosPerByte * size;
    }
}
