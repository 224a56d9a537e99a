package com.example.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.TextForm;

/** Ledgers in words, for shell and scripts. */
final class LedgerText implements TextForm<Ledger, Entry> {
    private static final String GENERAL = "general";

    @Override
    public List<String> usage() {
        return List.of("enter <amount> <memo> [<category>]  adds a line; an amount below 0 goes out");
    }

    @Override
    public Edit<Ledger, Entry> parse(List<String> words) {
        if (words.size() < 3 || words.size() > 4 || !words.get(0).equals("enter")) {
            throw new IllegalArgumentException("expected: enter <amount> <memo> [<category>]");
        }
        Entry entry = new Entry(amount(words.get(1)), words.get(2), words.size() == 4 ? words.get(3) : GENERAL);
        return (ledger, context) -> entry;
    }

    private static long amount(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the amount must be a whole number, not " + word, e);
        }
    }

    @Override
    public String render(Ledger ledger) {
        String lines = ledger.lines().stream()
                .map(line -> line.entry().amount() + " " + plain(line.entry().memo()) + (line.taken() ? "" : " (not covered)"))
                .collect(Collectors.joining("\n"));
        return "balance " + ledger.balance() + (lines.isEmpty() ? "" : "\n" + lines);
    }

    @Override
    public Object tree(Ledger ledger) {
        List<Map<String, Object>> lines = ledger.lines().stream().map(LedgerText::tree).toList();
        return Map.of("balance", ledger.balance(), "lines", lines);
    }

    private static Map<String, Object> tree(Ledger.Line line) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("amount", line.entry().amount());
        tree.put("memo", line.entry().memo());
        tree.put("category", line.entry().category());
        tree.put("taken", line.taken());
        return java.util.Collections.unmodifiableMap(tree);
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
