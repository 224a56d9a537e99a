package org.dxos.node.internal.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.Hash;

/**
 * Which exact bytes somebody approved or denied, kept in a text file of lines {@code approve|deny sha256 file-name}. Confined to
 * one thread.
 */
public final class Approvals {
    private record Decision(boolean approved, String file) {}

    private final Path store;
    private final Map<String, Decision> decisions = new TreeMap<>();

    public Approvals(Path store) throws IOException {
        this.store = store;
        if (Files.exists(store)) {
            List<String> lines = Files.readAllLines(store);
            for (int i = 0; i < lines.size(); i++) {
                String[] words = lines.get(i).split(" ", 3);
                if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                    continue;
                }
                if (words.length < 2 || !words[0].matches("approve|deny") || !words[1].matches("[0-9a-f]{64}")) {
                    throw new IOException(store + ":" + (i + 1) + ": expected: approve|deny SHA-256 FILE");
                }
                decisions.put(words[1], new Decision(words[0].equals("approve"), words.length > 2 ? words[2] : ""));
            }
        }
    }

    public boolean isApproved(Hash hash) {
        Decision decision = decisions.get(hash.hex());
        return decision != null && decision.approved();
    }

    public boolean isDenied(Hash hash) {
        Decision decision = decisions.get(hash.hex());
        return decision != null && !decision.approved();
    }

    /** Records a decision and returns once it is written. */
    public void decide(Hash hash, boolean approved, String file) throws IOException {
        decisions.put(hash.hex(), new Decision(approved, file));
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Bundles that somebody approved or denied. Each line holds for exactly the bytes with this SHA-256.");
        decisions.forEach((key, decision) ->
                lines.add((decision.approved() ? "approve " : "deny ") + key + " " + decision.file()));
        Path partial = store.resolveSibling("." + store.getFileName());
        Files.write(partial, lines);
        Files.move(partial, store, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
