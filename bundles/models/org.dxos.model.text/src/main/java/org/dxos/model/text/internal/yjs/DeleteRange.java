package org.dxos.model.text.internal.yjs;

/** Clock values of one client that are deleted: {@code length} of them from {@code clock} on. */
public record DeleteRange(long client, int clock, int length) {
    public int end() {
        return clock + length;
    }
}
