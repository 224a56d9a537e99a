package org.dxos.echo.engine.internal.snapshot;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.item.Recorded;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.echo.engine.internal.structure.Change;
import org.dxos.echo.engine.internal.structure.ChangeLog;
import org.dxos.echo.engine.internal.tree.Codec;
import org.dxos.echo.engine.internal.tree.IntTrie;

/** How the plain values of a snapshot's maps lie in pages. */
final class Codecs {
    static final Codec<IntTrie<Boolean>> SET = IntTrie.codec(Codec.PRESENT);

    static final Codec<long[]> HEIGHTS = new Codec<>() {
        @Override
        public void encode(long[] value, PageWriter out) {
            Runs.putHeights(out.bytes(), value, FeedRecord.PAGE);
        }

        @Override
        public long[] decode(PageReader in) throws MalformedException {
            return Runs.heights(in.bytes(), FeedRecord.PAGE);
        }
    };

    static final Codec<Recorded.Page> HISTORY = new Codec<>() {
        @Override
        public void encode(Recorded.Page value, PageWriter out) {
            Runs.putHeights(out.bytes(), value.heights(), Recorded.PAGE);
            Runs.putPlaces(out.bytes(), value.places(), Recorded.PAGE);
        }

        @Override
        public Recorded.Page decode(PageReader in) throws MalformedException {
            long[] heights = Runs.heights(in.bytes(), Recorded.PAGE);
            return new Recorded.Page(Runs.places(in.bytes(), Recorded.PAGE), heights);
        }
    };

    static final Codec<ChangeLog.Entry> CHANGE = new Codec<>() {
        private static final int EFFECTIVE = 4;
        private static final int DELETED = 8;

        @Override
        public void encode(ChangeLog.Entry value, PageWriter out) {
            Change change = value.change();
            ByteWriter bytes = out.bytes();
            bytes.put(change.kind().ordinal()
                    | (value.effective() ? EFFECTIVE : 0)
                    | (value.deletedBefore() ? DELETED : 0));
            bytes.putVar(value.height()).putVar(value.place()).putVar(change.item());
            bytes.putVar(change.parent() + 1).putVar(value.parentBefore() + 1);
        }

        @Override
        public ChangeLog.Entry decode(PageReader in) throws MalformedException {
            ByteReader bytes = in.bytes();
            int flags = bytes.var(15);
            long height = bytes.var();
            long place = bytes.var();
            int item = bytes.var(Integer.MAX_VALUE - 1);
            int parent = bytes.var(Integer.MAX_VALUE) - 1;
            int parentBefore = bytes.var(Integer.MAX_VALUE) - 1;
            Change change = new Change(Change.Kind.values()[flags & 3], item, parent);
            return new ChangeLog.Entry(
                    height, place, change, (flags & EFFECTIVE) != 0, parentBefore, (flags & DELETED) != 0);
        }
    };

    private Codecs() {}
}
