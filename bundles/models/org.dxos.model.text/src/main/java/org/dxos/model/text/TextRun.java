package org.dxos.model.text;

import java.util.Map;

/**
 * A stretch of a text with the same formatting.
 *
 * @param insert a {@code String}, or an embedded value: {@code Boolean}, {@code Long}, {@code Double}, {@code List} or {@code
 *     Map}
 * @param attributes formatting by name, such as {@code bold=true}; empty for plain text
 */
public record TextRun(Object insert, Map<String, Object> attributes) {
    public TextRun {
        attributes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(attributes));
    }
}
