package org.dxos.model.text.internal.doc;

import java.util.Arrays;

/** The characters of one client's runs, in the order in which they came. */
final class Pool {
    private static final int COMPACT_ABOVE = 4096;

    char[] characters;
    int size;
    private int garbage;

    Pool() {
        characters = new char[16];
    }

    private Pool(Pool other) {
        characters = Arrays.copyOf(other.characters, other.size + 16);
        size = other.size;
        garbage = other.garbage;
    }

    Pool copy() {
        return new Pool(this);
    }

    /** Appends a text and says where it begins. */
    int append(String text) {
        int length = text.length();
        ensure(length);
        int at = size;
        text.getChars(0, length, characters, at);
        size += length;
        return at;
    }

    /** Appends a part of another pool and says where it begins. */
    int appendFrom(Pool other, int from, int length) {
        ensure(length);
        System.arraycopy(other.characters, from, characters, size, length);
        size += length;
        return size - length;
    }

    /** Notes that this many characters are not needed any more. */
    void drop(int length) {
        garbage += length;
    }

    boolean wantsCompaction() {
        return garbage > COMPACT_ABOVE && garbage > size / 2;
    }

    private void ensure(int more) {
        if (characters.length - size < more) {
            int needed = Math.addExact(size, more);
            characters = Arrays.copyOf(characters, Math.max(needed, characters.length + (characters.length >> 1)));
        }
    }
}
