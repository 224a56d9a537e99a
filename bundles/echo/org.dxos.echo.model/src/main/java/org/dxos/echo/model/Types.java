package org.dxos.echo.model;

/** The form of type names. */
final class Types {
    private static final int MAX_LENGTH = 256;

    private Types() {}

    static String check(String type) {
        if (type.isEmpty() || type.length() > MAX_LENGTH || type.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "a type is 1 to " + MAX_LENGTH + " characters without white space, not \"" + type + "\"");
        }
        return type;
    }
}
