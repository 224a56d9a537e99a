package org.dxos.echo;

import java.util.Map;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Names a large value of a party by its content. Items refer to it by {@link #value}.
 *
 * @param hash of the content; equal contents have equal hashes
 * @param size bytes of content
 */
public record Blob(Hash hash, long size) {
    private static final String HASH = "blob";
    private static final String SIZE = "size";

    public Blob {
        if (size < 0) {
            throw new IllegalArgumentException("a size below zero: " + size);
        }
    }

    /** What an object holds to refer to this: {@code {blob: <32 bytes>, size: <integer>}}. */
    public Map<String, Object> value() {
        return Map.of(HASH, hash.bytes(), SIZE, size);
    }

    /** The blob that a value refers to; empty when it is not exactly a reference. */
    public static Optional<Blob> of(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                        && map.size() == 2
                        && map.get(HASH) instanceof Bytes hash
                        && hash.size() == Hash.SIZE
                        && map.get(SIZE) instanceof Long size
                        && size >= 0
                ? Optional.of(new Blob(new Hash(hash), size))
                : Optional.empty();
    }
}
