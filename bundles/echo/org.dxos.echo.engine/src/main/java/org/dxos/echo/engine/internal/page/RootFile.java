package org.dxos.echo.engine.internal.page;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.record.Sealed;

/** The content of the file that names the roots, newest first. */
record RootFile(List<Root> roots) {
    static final String NAME = "root";
    private static final String MAGIC = "DXOSPAGE";
    private static final int MOST = 2;

    RootFile {
        roots = List.copyOf(roots);
    }

    /**
     * A snapshot's root.
     *
     * @param size bytes of its file that were safe when it was made
     */
    record Root(int file, long size, long high, long low, long offset, int length, long total) {
        static Root of(PageRef ref, long size) {
            Position at = ref.position();
            return new Root(at.file().number(), size, ref.high(), ref.low(), at.offset(), at.length(), at.total());
        }

        PageRef in(PageFile pages) {
            return new PageRef(high, low, new Position(pages, offset, length, total, Attempt.EARLIER));
        }
    }

    Bytes encode() {
        ByteWriter out = new ByteWriter(128).putVar(roots.size());
        for (Root root : roots) {
            out.putVar(root.file()).putVar(root.size()).putLong(root.high()).putLong(root.low());
            out.putVar(root.offset()).putVar(root.length()).putVar(root.total());
        }
        return Sealed.seal(MAGIC, out.toBytes());
    }

    static RootFile decode(Bytes file) throws MalformedException {
        ByteReader in = new ByteReader(Sealed.open(MAGIC, file));
        int count = in.var(MOST);
        List<Root> roots = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Root root = new Root(
                    in.var(Integer.MAX_VALUE),
                    in.var(),
                    in.int64(),
                    in.int64(),
                    in.var(),
                    in.var(Integer.MAX_VALUE),
                    in.var());
            if (root.size() < 0 || root.offset() < 0 || root.offset() + root.length() > root.size()) {
                throw new MalformedException("a root lies outside of its file");
            }
            roots.add(root);
        }
        in.expectEnd();
        return new RootFile(roots);
    }
}
