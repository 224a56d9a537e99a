package org.dxos.echo.engine.internal.tree;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.page.PageAppender;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageRef;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.storage.StorageException;

/**
 * How nodes of a {@link Tree} lie in pages. A node is a byte that says whether it is in a page of its own, a leaf, or a branch; the
 * number of its keys; its keys, each as the number of bytes it begins with like the one before, the number of the others, and these.
 * In a leaf a value follows each key; in a branch, after the separators, the number of entries and the node of each child.
 */
final class TreePages {
    private static final int LARGEST_WITHIN = 128;
    private static final int OWN_PAGE = 0;
    private static final int LEAF = 1;
    private static final int BRANCH = 2;

    private TreePages() {}

    static void put(Object child, PageWriter out) throws StorageException {
        PageAppender appender = out.appender();
        StoredNode<TreeNode> stored = child instanceof TreeNode node ? node.stored() : TreeNode.stored(child);
        if (stored != null
                && (!(child instanceof TreeNode)
                        || appender.holds(stored.ref())
                        || stored.ref().isSafe())) {
            appender.keep(stored.ref());
            putPage(stored.ref(), out);
            return;
        }
        TreeNode node = TreeNode.of(child);
        PageWriter page = appender.page();
        write(node, page);
        if (page.size() <= LARGEST_WITHIN) {
            out.putAll(page);
        } else {
            PageRef ref = appender.write(page);
            node.stored(new StoredNode<>(ref, TreePages::load, node));
            putPage(ref, out);
        }
    }

    static Object take(PageReader in) throws MalformedException {
        int kind = in.bytes().unsignedByte();
        return kind == OWN_PAGE ? new StoredNode<>(in.child(), TreePages::load) : read(kind, in);
    }

    private static void putPage(PageRef ref, PageWriter out) {
        out.bytes().put(OWN_PAGE);
        out.child(ref);
    }

    private static TreeNode load(PageReader in, StoredNode<TreeNode> from) throws MalformedException {
        TreeNode node = read(in.bytes().unsignedByte(), in);
        node.stored(from);
        return node;
    }

    private static void write(TreeNode node, PageWriter page) throws StorageException {
        ByteWriter out = page.bytes();
        if (node instanceof TreeLeaf leaf) {
            Packed entries = leaf.entries();
            out.put(LEAF).putVar(entries.size() / 2);
            for (int i = 0; i < entries.size(); i += 2) {
                putKey(entries, i, 2, out);
                out.putSized(entries.at(i + 1));
            }
            return;
        }
        TreeBranch branch = (TreeBranch) node;
        out.put(BRANCH).putVar(branch.separators().size());
        for (int i = 0; i < branch.separators().size(); i++) {
            putKey(branch.separators(), i, 1, out);
        }
        for (int i = 0; i < branch.children(); i++) {
            out.putVar(branch.count(i));
            put(branch.child(i), page);
        }
    }

    private static TreeNode read(int kind, PageReader page) throws MalformedException {
        ByteReader in = page.bytes();
        int keys = in.var(in.remaining());
        List<byte[]> strings = new ArrayList<>(keys);
        byte[] last = new byte[0];
        int bytes = 0;
        if (kind == LEAF) {
            for (int i = 0; i < keys; i++) {
                last = key(in, last);
                byte[] value = in.sized().toArray();
                strings.add(last);
                strings.add(value);
                bytes = limit(bytes, last.length + value.length);
            }
            return new TreeLeaf(Packed.of(strings.toArray(new byte[0][])));
        }
        if (kind != BRANCH) {
            throw new MalformedException("a node that is neither leaf nor branch: " + kind);
        }
        for (int i = 0; i < keys; i++) {
            last = key(in, last);
            strings.add(last);
            bytes = limit(bytes, last.length);
        }
        long[] counts = new long[keys + 1];
        Object[] children = new Object[keys + 1];
        for (int i = 0; i <= keys; i++) {
            counts[i] = in.var();
            children[i] = take(page);
        }
        return new TreeBranch(Packed.of(strings.toArray(new byte[0][])), counts, children);
    }

    private static void putKey(Packed strings, int at, int step, ByteWriter out) {
        int shared = at == 0 ? 0 : strings.shared(at - step, at);
        Bytes key = strings.at(at);
        out.putVar(shared).putSized(key.slice(shared, key.size()));
    }

    private static byte[] key(ByteReader in, byte[] last) throws MalformedException {
        int shared = in.var(last.length);
        Bytes rest = in.sized();
        byte[] key = new byte[shared + rest.size()];
        System.arraycopy(last, 0, key, 0, shared);
        rest.copyTo(key, shared);
        return key;
    }

    private static int limit(int before, int more) throws MalformedException {
        if (before + more > Packed.MOST) {
            throw new MalformedException("a node of more than " + Packed.MOST + " bytes");
        }
        return before + more;
    }
}
