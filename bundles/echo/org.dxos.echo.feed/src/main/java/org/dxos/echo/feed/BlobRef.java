package org.dxos.echo.feed;

import org.dxos.base.Hash;

/**
 * Names a blob by its content: equal contents have equal names, and no two contents have one. What it takes to refer to a blob
 * from a mutation.
 *
 * @param hash of the blob's root, which holds size and hashes of all that the blob consists of
 * @param size bytes of content
 */
public record BlobRef(Hash hash, long size) {
    public BlobRef {
        if (size < 0) {
            throw new IllegalArgumentException("a size below zero: " + size);
        }
    }

    @Override
    public String toString() {
        return hash.hex();
    }
}
