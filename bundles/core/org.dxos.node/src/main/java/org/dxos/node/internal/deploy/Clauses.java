package org.dxos.node.internal.deploy;

import java.util.ArrayList;
import java.util.List;

/** Manifest headers are lists of clauses whose quoted parts may hold the separator. */
final class Clauses {
    private Clauses() {}

    /** The parts between separators that stand outside of quotes, without blanks around them; empty ones are left out. */
    static List<String> split(String header, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i <= header.length(); i++) {
            boolean end = i == header.length();
            if (!end && header.charAt(i) == '"') {
                quoted = !quoted;
            }
            if (end || (header.charAt(i) == separator && !quoted)) {
                String part = header.substring(begin, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                begin = i + 1;
            }
        }
        return parts;
    }
}
