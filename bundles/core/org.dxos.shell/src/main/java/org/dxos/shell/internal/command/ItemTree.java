package org.dxos.shell.internal.command;

import java.util.ArrayList;
import java.util.List;
import org.dxos.echo.Item;
import org.dxos.echo.View;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;

/** Draws items under items. Links are not drawn. */
final class ItemTree {
    private static final int MAX_DEPTH = 200;

    private final View view;
    private final int depth;
    private final StringBuilder text = new StringBuilder();

    private ItemTree(View view, int depth) {
        this.view = view;
        this.depth = depth;
    }

    static Output draw(View view, @Nullable Item root, int depth) {
        if (depth < 1 || depth > MAX_DEPTH) {
            throw Failures.usage("--depth is a number from 1 to " + MAX_DEPTH);
        }
        ItemTree tree = new ItemTree(view, depth);
        List<Item> roots = root == null
                ? view.roots().stream().filter(item -> item.ends().isEmpty()).toList()
                : List.of(root);
        List<Row> rows = new ArrayList<>();
        roots.forEach(item -> rows.add(tree.node(item, "", "", 1)));
        String text = tree.text.toString().stripTrailing();
        return new Output.Text(
                text.isEmpty() ? "There are no items. Make one with item:create <model>" : text,
                new Row().with("roots", rows));
    }

    private Row node(Item item, String head, String below, int level) {
        text.append(head)
                .append(new Ident(item.id().hex()).brief())
                .append("  ")
                .append(Call.describe(item))
                .append('\n');
        Row row = new Row()
                .with("id", new Ident(item.id().hex()))
                .with("type", item.type())
                .with("model", item.model())
                .with("summary", Call.summary(item));
        List<Item> children = view.children(item.id()).stream()
                .filter(child -> child.ends().isEmpty())
                .toList();
        List<Row> rows = new ArrayList<>();
        if (level == depth && !children.isEmpty()) {
            text.append(below).append("└─ … ").append(children.size()).append(" more below\n");
            return row.with("hidden", children.size()).with("children", rows);
        }
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            rows.add(node(children.get(i), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), level + 1));
        }
        return row.with("children", rows);
    }
}
