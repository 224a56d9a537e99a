package org.dxos.echo.engine.internal.snapshot;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.item.Place;

/** Runs of heights and places as differences. */
final class Runs {
    private Runs() {}

    static void putHeights(ByteWriter out, long[] heights, int count) {
        long before = 0;
        for (int i = 0; i < count; i++) {
            out.putSignedVar(heights[i] - before);
            before = heights[i];
        }
    }

    static long[] heights(ByteReader in, int count) throws MalformedException {
        long[] heights = new long[count];
        long before = 0;
        for (int i = 0; i < count; i++) {
            before += in.signedVar();
            heights[i] = before;
        }
        return heights;
    }

    static void putPlaces(ByteWriter out, long[] places, int count) {
        long before = 0;
        for (int i = 0; i < count; i++) {
            long sequence = Place.sequence(places[i]);
            out.putVar(Place.feed(places[i]));
            out.putSignedVar(sequence - before);
            out.putVar(Place.index(places[i]));
            before = sequence;
        }
    }

    static long[] places(ByteReader in, int count) throws MalformedException {
        long[] places = new long[count];
        long before = 0;
        for (int i = 0; i < count; i++) {
            int feed = in.var(Place.MAX_FEEDS - 1);
            before += in.signedVar();
            places[i] = Place.of(feed, before, in.var(0xffff));
        }
        return places;
    }
}
