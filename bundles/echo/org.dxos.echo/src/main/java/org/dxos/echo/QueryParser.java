package org.dxos.echo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.dxos.echo.QueryLexer.Kind;
import org.dxos.echo.model.ItemId;

/** Reads {@link QueryText} by recursive descent, one token ahead. Used once. */
final class QueryParser {
    private static final String COMPARISON = "a comparison such as name=value";

    private final QueryLexer lexer;
    private final Function<String, ItemId> ids;
    private int depth;

    QueryParser(String text, Function<String, ItemId> ids) {
        if (text.length() > QueryText.MAX_LENGTH) {
            throw new QuerySyntaxException(
                    text,
                    QueryText.MAX_LENGTH,
                    "the end of the query, which may have " + QueryText.MAX_LENGTH + " characters",
                    text.length() + " characters");
        }
        this.lexer = new QueryLexer(text);
        this.ids = ids;
    }

    QueryText parse() {
        Query query = Query.all();
        if (!lexer.atEnd() && !lexer.isWord("order") && !lexer.isWord("limit")) {
            QueryTerm terms = any();
            if (!(terms instanceof QueryTerm.All) && !(terms instanceof QueryTerm.Setting)) {
                refuseSettings(terms);
            }
            query = terms.narrow(query);
        }
        List<QueryText.SortKey> order = order();
        OptionalInt limit = limit();
        if (!lexer.atEnd()) {
            throw lexer.expected(
                    limit.isPresent() ? "the end of the query" : "and, or, order by, limit, or the end of the query");
        }
        return new QueryText(query, order, limit);
    }

    private QueryTerm any() {
        List<QueryTerm> terms = new ArrayList<>();
        do {
            terms.add(all());
        } while (lexer.takeWord("or"));
        return terms.size() == 1 ? terms.get(0) : new QueryTerm.Any(terms);
    }

    private QueryTerm all() {
        List<QueryTerm> terms = new ArrayList<>();
        do {
            terms.add(negation());
        } while (lexer.takeWord("and"));
        return terms.size() == 1 ? terms.get(0) : new QueryTerm.All(terms);
    }

    private QueryTerm negation() {
        if (!lexer.isWord("not") && lexer.kind() != Kind.OPEN) {
            return comparison();
        }
        if (++depth > QueryText.MAX_DEPTH) {
            throw lexer.expected("at most " + QueryText.MAX_DEPTH + " nested parentheses and negations");
        }
        QueryTerm term;
        if (lexer.takeWord("not")) {
            term = new QueryTerm.Not(refuseSettings(negation()));
        } else {
            lexer.advance();
            term = refuseSettings(any());
            if (!lexer.take(Kind.CLOSE)) {
                throw lexer.expected("and, or, or )");
            }
        }
        depth--;
        return term;
    }

    /** A setting holds for the whole query, so it cannot be one of several cases. */
    private QueryTerm refuseSettings(QueryTerm term) {
        term.setting().ifPresent(setting -> {
            throw lexer.expectedAt(
                    setting.position(),
                    COMPARISON + " here, as roots, kind and deleted stand outside of or, not and ()");
        });
        return term;
    }

    private QueryTerm comparison() {
        int start = lexer.start();
        boolean quoted = lexer.kind() == Kind.QUOTED;
        if (lexer.takeWord("has")) {
            return new QueryTerm.Test(Conditions.has(fieldName()));
        }
        if (!quoted && (lexer.kind() != Kind.WORD || isReserved())) {
            throw lexer.expected(COMPARISON);
        }
        String name = lexer.value();
        lexer.advance();
        if (!quoted) {
            switch (name) {
                case "roots" -> {
                    return new QueryTerm.Setting(start, Query::roots);
                }
                case "kind" -> {
                    return setting(start, Query.Kind.values(), (query, value) -> query.kind(value));
                }
                case "deleted" -> {
                    return setting(start, Query.Deleted.values(), (query, value) -> query.deleted(value));
                }
                default -> {}
            }
        }
        Attribute attribute = quoted ? null : Attribute.find(name);
        return attribute == null ? field(name, quoted) : attribute(attribute);
    }

    private QueryTerm field(String name, boolean quoted) {
        if (lexer.takeWord("in")) {
            return new QueryTerm.Any(list(() -> test(name, "=", value())));
        }
        String operator = operator();
        int at = lexer.start();
        if (operator.equals("~")) {
            return words(quoted || !name.equals("text") ? name : "");
        }
        Object value = value();
        if (operator.equals("^=") && !(value instanceof String)) {
            throw lexer.expectedAt(at, "a text after ^=");
        }
        return test(name, operator, value);
    }

    private QueryTerm words(String field) {
        int at = lexer.start();
        String pattern = word("the words to search for");
        try {
            return new QueryTerm.Test(Conditions.words(field, pattern));
        } catch (IllegalArgumentException e) {
            throw lexer.expectedAt(at, "the words to search for (" + e.getMessage() + ")");
        }
    }

    private static QueryTerm test(String name, String operator, Object value) {
        return new QueryTerm.Test(
                switch (operator) {
                    case "=" -> Conditions.equal(name, value);
                    case "!=" ->
                        Conditions.has(name).and(Conditions.equal(name, value).not());
                    case "<" -> Conditions.less(name, value);
                    case "<=" -> Conditions.lessOrEqual(name, value);
                    case ">" -> Conditions.greater(name, value);
                    case ">=" -> Conditions.greaterOrEqual(name, value);
                    case "^=" -> Conditions.startsWith(name, value.toString());
                    default -> Conditions.contains(name, value);
                });
    }

    private QueryTerm attribute(Attribute attribute) {
        if (lexer.takeWord("in")) {
            return new QueryTerm.Any(list(() -> new QueryTerm.Is(attribute, attributeValue(attribute))));
        }
        int at = lexer.start();
        String operator = operator();
        switch (operator) {
            case "=" -> {
                return new QueryTerm.Is(attribute, attributeValue(attribute));
            }
            case "!=" -> {
                return new QueryTerm.Not(new QueryTerm.Is(attribute, attributeValue(attribute)));
            }
            case "^=" -> {
                String prefix = word("the beginning of the " + attribute.word());
                return new QueryTerm.Test(item -> attribute.of(item) instanceof String text && text.startsWith(prefix));
            }
            case "*=" -> {
                String part = word("a part of the " + attribute.word());
                return new QueryTerm.Test(item -> attribute.of(item) instanceof String text && text.contains(part));
            }
            default -> throw lexer.expectedAt(at, "one of = != ^= *= after " + attribute.word());
        }
    }

    private String attributeValue(Attribute attribute) {
        int at = lexer.start();
        if (attribute == Attribute.STATUS) {
            return choice(Status.values()).name().toLowerCase(Locale.ROOT);
        }
        String word = word(attribute.isId() ? "the id of an item" : "a text");
        if (!attribute.isId()) {
            return word;
        }
        try {
            return ids.apply(word).hex();
        } catch (IllegalArgumentException e) {
            throw lexer.expectedAt(at, "the id of an item (" + e.getMessage() + ")");
        }
    }

    private List<QueryTerm> list(java.util.function.Supplier<QueryTerm> element) {
        if (!lexer.take(Kind.OPEN)) {
            throw lexer.expected("( after in");
        }
        List<QueryTerm> elements = new ArrayList<>();
        do {
            elements.add(element.get());
        } while (lexer.take(Kind.COMMA));
        if (!lexer.take(Kind.CLOSE)) {
            throw lexer.expected(", or )");
        }
        return elements;
    }

    private String operator() {
        if (lexer.kind() != Kind.OPERATOR) {
            throw lexer.expected("one of = != < <= > >= ^= *= ~ in");
        }
        String operator = lexer.value();
        lexer.advance();
        return operator;
    }

    /** A number, truth value or text. */
    private Object value() {
        boolean quoted = lexer.kind() == Kind.QUOTED;
        int at = lexer.start();
        String word = word("a value");
        if (quoted) {
            return word;
        }
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        return isNumber(word) ? number(word, at) : word;
    }

    private static boolean isNumber(String word) {
        return word.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    }

    private Object number(String word, int at) {
        boolean whole = word.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-' || c == '+');
        try {
            return whole ? (Object) Long.valueOf(word) : (Object) Double.valueOf(word);
        } catch (NumberFormatException e) {
            throw lexer.expectedAt(at, "a whole number of at most 64 bits");
        }
    }

    private String word(String what) {
        if (lexer.kind() != Kind.WORD && lexer.kind() != Kind.QUOTED) {
            throw lexer.expected(what);
        }
        String word = lexer.value();
        lexer.advance();
        return word;
    }

    private String fieldName() {
        return word("the name of a field");
    }

    private boolean isReserved() {
        return List.of("and", "or", "in", "order", "limit")
                .contains(lexer.value().toLowerCase(Locale.ROOT));
    }

    private interface Change<T> {
        Query apply(Query query, T value);
    }

    private <T extends Enum<T>> QueryTerm setting(int start, T[] values, Change<T> change) {
        if (lexer.kind() != Kind.OPERATOR || !lexer.value().equals("=")) {
            throw lexer.expected("=");
        }
        lexer.advance();
        T value = choice(values);
        UnaryOperator<Query> changed = query -> change.apply(query, value);
        return new QueryTerm.Setting(start, changed);
    }

    private <T extends Enum<T>> T choice(T[] values) {
        for (T value : values) {
            if (lexer.takeWord(value.name().toLowerCase(Locale.ROOT))) {
                return value;
            }
        }
        throw lexer.expected("one of "
                + Arrays.stream(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }

    private List<QueryText.SortKey> order() {
        List<QueryText.SortKey> keys = new ArrayList<>();
        if (!lexer.takeWord("order")) {
            return keys;
        }
        if (!lexer.takeWord("by")) {
            throw lexer.expected("by after order");
        }
        do {
            boolean quoted = lexer.kind() == Kind.QUOTED;
            String name = fieldName();
            boolean descending = lexer.takeWord("desc");
            if (!descending) {
                lexer.takeWord("asc");
            }
            keys.add(new QueryText.SortKey(name, !quoted && Attribute.find(name) != null, descending));
        } while (lexer.take(Kind.COMMA));
        return keys;
    }

    private OptionalInt limit() {
        if (!lexer.takeWord("limit")) {
            return OptionalInt.empty();
        }
        int at = lexer.start();
        String word = word("a number from 1 to " + Integer.MAX_VALUE);
        try {
            int limit = Integer.parseInt(word);
            if (limit > 0) {
                return OptionalInt.of(limit);
            }
        } catch (NumberFormatException e) {
            throw lexer.expectedAt(at, "a number from 1 to " + Integer.MAX_VALUE);
        }
        throw lexer.expectedAt(at, "a number from 1 to " + Integer.MAX_VALUE);
    }
}
