package org.dxos.echo.engine.internal.tree;

import java.util.TreeMap;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.page.PageAppender;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageRef;
import org.dxos.echo.engine.internal.page.PageStore;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.storage.StorageException;

/** Snapshots of one map of texts, for tests. */
final class TrieSnapshots {
    static final Codec<String> TEXT = new Codec<>() {
        @Override
        public void encode(String value, PageWriter out) {
            out.bytes().putText(value);
        }

        @Override
        public String decode(PageReader in) throws MalformedException {
            return in.bytes().text();
        }
    };

    private TrieSnapshots() {}

    /** Writes the map; returns how many pages that took, the root's included. */
    static int save(PageStore store, IntTrie<String> trie) throws StorageException {
        PageAppender appender = store.begin();
        try {
            PageWriter root = appender.page();
            trie.encode(root, TEXT);
            appender.commit(appender.write(root));
            return appender.written();
        } finally {
            appender.abandon();
        }
    }

    static IntTrie<String> load(PageRef root) {
        PageReader in = root.read();
        try {
            IntTrie<String> trie = IntTrie.decode(in, TEXT);
            in.expectEnd();
            return trie;
        } catch (MalformedException e) {
            throw root.meaningless(e);
        }
    }

    static TreeMap<Integer, String> content(IntTrie<String> trie) {
        TreeMap<Integer, String> content = new TreeMap<>();
        trie.forEach(0, (key, value) -> {
            content.put(key, value);
            return true;
        });
        return content;
    }
}
