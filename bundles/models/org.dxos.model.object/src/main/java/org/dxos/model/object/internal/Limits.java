package org.dxos.model.object.internal;

/** What an object may hold. Checked where values come in from applications, and again where bytes are decoded. */
public final class Limits {
    /** Steps from the root to the innermost value. */
    public static final int DEPTH = 64;
    /** Bytes of one string or run of bytes, strings in UTF-8. */
    public static final int STRING = 1 << 20;
    /** Bytes of one name in UTF-8. */
    public static final int NAME = 256;

    private Limits() {}

    /** The text, if it is a name. */
    public static String name(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a name must not be empty");
        }
        int size = utf8Size(name, "a name");
        if (size > NAME) {
            throw new IllegalArgumentException("a name has at most " + NAME + " bytes in UTF-8, not " + size + ": \""
                    + name.substring(0, 20) + "…\"");
        }
        return name;
    }

    /** The text, if it may be a value. */
    public static String text(String text) {
        int size = utf8Size(text, "a string");
        if (size > STRING) {
            throw new IllegalArgumentException("a string has at most " + STRING + " bytes in UTF-8, not " + size
                    + ": keep larger content in a blob");
        }
        return text;
    }

    private static int utf8Size(String text, String what) {
        int size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            if (!Character.isSurrogate(c)) {
                size += c < 0x800 ? 1 : 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                size += 2;
                i++;
            } else {
                throw new IllegalArgumentException(
                        what + " has half a surrogate pair at " + i + ", which is no character");
            }
        }
        return size;
    }
}
