package org.dxos.node.internal.command;

import java.util.ArrayList;
import java.util.List;

/** A script cut into statements, each with the line it begins on. */
public final class Script {
    /**
     * @param line counted from 1
     * @param text one statement as the shell takes it
     */
    public record Statement(int line, String text) {}

    private Script() {}

    /**
     * A statement is a line; it goes on while braces, brackets, parentheses or quotes are open, or the line ends in a
     * backslash. Empty lines and lines that begin with {@code #} are left out.
     */
    public static List<Statement> statements(String text) {
        List<Statement> statements = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int begin = 0;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String content = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (open.length() == 0) {
                if (content.isBlank() || content.stripLeading().startsWith("#")) {
                    continue;
                }
                begin = number;
            }
            boolean continued = content.endsWith("\\");
            open.append(continued ? content.substring(0, content.length() - 1) : content);
            if (continued || isOpen(open)) {
                open.append(continued ? ' ' : '\n');
            } else {
                statements.add(new Statement(begin, open.toString()));
                open.setLength(0);
            }
        }
        if (open.length() > 0) {
            statements.add(new Statement(begin, open.toString()));
        }
        return statements;
    }

    private static boolean isOpen(CharSequence text) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if ("{[(".indexOf(c) >= 0) {
                depth++;
            } else if ("}])".indexOf(c) >= 0) {
                depth--;
            }
        }
        return quote != 0 || depth > 0;
    }
}
