package org.dxos.echo.engine.internal.item;

/** Compares feeds, known by their numbers in a party, by their keys. */
@FunctionalInterface
public interface FeedOrder {
    int compare(int feed, int otherFeed);
}
