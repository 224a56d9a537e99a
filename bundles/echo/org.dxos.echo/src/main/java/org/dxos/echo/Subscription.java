package org.dxos.echo;

/** Ends with {@link #close}, after which no new call begins. */
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
