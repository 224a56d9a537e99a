package org.dxos.model.object.internal;

import java.util.List;

/** Writes values for people: scalars and sets as {@link Literals} reads them, objects and lists as an indented tree. */
public final class Printer {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    /** The whole object, a line for each field. */
    public static String tree(Value.Fields root) {
        if (root.fields().isEmpty()) {
            return "{}";
        }
        Printer printer = new Printer();
        printer.fields(root, "");
        return printer.out.substring(0, printer.out.length() - 1);
    }

    /** One value in one line. */
    public static String literal(Value value) {
        Printer printer = new Printer();
        printer.inline(value);
        return printer.out.toString();
    }

    private void fields(Value.Fields object, String indent) {
        for (Value.Field field : object.fields()) {
            out.append(indent);
            if (field.name().matches("[\\p{L}\\p{N}_$-]+")) {
                out.append(field.name());
            } else {
                quoted(field.name());
            }
            part(field.value(), indent);
        }
    }

    private void part(Value value, String indent) {
        out.append(':');
        if (value instanceof Value.Fields object && !object.fields().isEmpty()) {
            out.append('\n');
            fields(object, indent + INDENT);
        } else if (value instanceof Value.Elements list && !list.elements().isEmpty()) {
            out.append('\n');
            int index = 0;
            for (Value.Element element : list.elements()) {
                out.append(indent).append(INDENT).append('[').append(index++).append(']');
                part(element.value(), indent + INDENT);
            }
        } else {
            out.append(' ');
            inline(value);
            out.append('\n');
        }
    }

    private void inline(Value value) {
        if (value instanceof Value.Text text) {
            quoted(text.value());
        } else if (value instanceof Value.Blob blob) {
            out.append("0x").append(blob.value().hex());
        } else if (value instanceof Value.Time time) {
            out.append('@').append(time.value());
        } else if (value instanceof Value.Members set) {
            all("#[", set.values());
        } else if (value instanceof Value.Literal list) {
            all("[", list.values());
        } else if (value instanceof Value.Elements list) {
            all("[", list.elements().stream().map(Value.Element::value).toList());
        } else if (value instanceof Value.Fields object) {
            String separator = "{";
            for (Value.Field field : object.fields()) {
                out.append(separator);
                quoted(field.name());
                out.append(": ");
                inline(field.value());
                separator = ", ";
            }
            out.append(object.fields().isEmpty() ? "{}" : "}");
        } else {
            out.append(Plain.object(value));
        }
    }

    private void all(String open, List<Value> values) {
        String separator = "";
        out.append(open);
        for (Value value : values) {
            out.append(separator);
            inline(value);
            separator = ", ";
        }
        out.append(']');
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
