package org.dxos.node.internal.command;

import java.util.List;
import org.dxos.node.CommandException;

/** Words as the operating system's shell gave them, turned into a line that the node's shell takes literally. */
public final class CommandLine {
    private CommandLine() {}

    /**
     * {@code party list -o json} becomes {@code party:list '-o' 'json'}; a first word with a colon is taken as it is.
     *
     * @throws CommandException when the words are no command
     */
    public static String of(List<String> words) {
        if (words.isEmpty()) {
            throw new CommandException(CommandException.USAGE, "no command; see dxos --help and dxos help");
        }
        String name = words.get(0);
        int used = 1;
        if (!name.contains(":") && words.size() > 1 && !words.get(1).startsWith("-") && !name.equals("help")) {
            name = name + ":" + words.get(1);
            used = 2;
        }
        if (!name.matches("[a-zA-Z0-9_.:-]{1,100}")) {
            throw new CommandException(CommandException.USAGE, "no command has the name " + name);
        }
        StringBuilder line = new StringBuilder(name);
        for (String word : words.subList(used, words.size())) {
            line.append(' ').append(quoted(word));
        }
        return line.toString();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
