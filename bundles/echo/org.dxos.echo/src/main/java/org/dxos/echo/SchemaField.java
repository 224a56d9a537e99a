package org.dxos.echo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dxos.base.Bytes;
import org.dxos.echo.EchoException.Code;

/**
 * What a schema says of one field. Written as {@code path:kind}, then {@code :type} for references to items of a type, then
 * {@code =a,b,c} for the values there are or {@code =least..most} for numbers, then {@code !} when the field must be there:
 * {@code title:text!}, {@code priority:integer=1..5}, {@code owner:reference:person!}.
 *
 * @param path names joined by points
 * @param target the type of the items that it refers to; empty for any
 * @param least the least number
 * @param most the greatest number
 * @param allowed the only values there are; empty for any
 */
public record SchemaField(
        String path,
        Kind kind,
        boolean required,
        String target,
        Optional<BigDecimal> least,
        Optional<BigDecimal> most,
        List<String> allowed) {
    /** Characters of a path at most. */
    public static final int LONGEST_PATH = 256;
    /** Values that may be listed at most. */
    public static final int MOST_ALLOWED = 100;

    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_-]*";
    private static final Pattern PATH = Pattern.compile(NAME + "(\\." + NAME + ")*");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final String EXAMPLES =
            "title:text!, priority:integer=1..5, state:text=open,done or owner:reference:person";

    /** What values a field may have. */
    public enum Kind {
        TEXT,
        NUMBER,
        INTEGER,
        BOOLEAN,
        TIME,
        BYTES,
        LIST,
        MAP,
        /** The id of an item, in hexadecimal digits. */
        REFERENCE,
        ANY;

        /** As it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isNumeric() {
            return this == NUMBER || this == INTEGER;
        }

        boolean holds(Object value) {
            return switch (this) {
                case TEXT, REFERENCE -> value instanceof String;
                case NUMBER -> value instanceof Long || value instanceof Double;
                case INTEGER -> value instanceof Long;
                case BOOLEAN -> value instanceof Boolean;
                case TIME -> value instanceof Instant;
                case BYTES -> value instanceof Bytes;
                case LIST -> value instanceof List;
                case MAP -> value instanceof Map;
                case ANY -> true;
            };
        }
    }

    public SchemaField {
        allowed = List.copyOf(allowed);
    }

    /** An optional field of any value of a kind. */
    public static SchemaField of(String path, Kind kind) {
        return new SchemaField(path, kind, false, "", Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * A field as it is written.
     *
     * @throws EchoException INVALID, with what would be right
     */
    public static SchemaField parse(String text) {
        boolean required = text.endsWith("!");
        String rest = required ? text.substring(0, text.length() - 1) : text;
        int equals = rest.indexOf('=');
        String[] parts = (equals < 0 ? rest : rest.substring(0, equals)).split(":", -1);
        if (parts.length < 2 || parts.length > 3 || !isPath(parts[0])) {
            throw invalid(text, "it is written like " + EXAMPLES);
        }
        Kind kind = kind(text, parts[1]);
        if (parts.length == 3 && (kind != Kind.REFERENCE || parts[2].isEmpty())) {
            throw invalid(text, "a type comes behind reference only");
        }
        SchemaField field = of(parts[0], kind).required(required).target(parts.length == 3 ? parts[2] : "");
        String values = equals < 0 ? "" : rest.substring(equals + 1);
        int dots = values.indexOf("..");
        if (equals >= 0 && values.isEmpty()) {
            throw invalid(text, "there are no values behind =");
        } else if (equals < 0) {
            return field;
        } else if (kind.isNumeric() && dots >= 0) {
            return field.between(bound(text, values.substring(0, dots)), bound(text, values.substring(dots + 2)));
        }
        return field.oneOf(Arrays.asList(values.split(",", -1)));
    }

    private static boolean isPath(String text) {
        return text.length() <= LONGEST_PATH && PATH.matcher(text).matches();
    }

    private static Kind kind(String text, String word) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> invalid(
                        text,
                        "\"" + word + "\" is no kind; there are "
                                + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "))));
    }

    private static Optional<BigDecimal> bound(String text, String word) {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(word).matches()) {
            throw invalid(text, "\"" + word + "\" is no number");
        }
        return Optional.of(new BigDecimal(word));
    }

    private static EchoException invalid(String text, String why) {
        return new EchoException(Code.INVALID, "\"" + text + "\" is no field of a schema: " + why);
    }

    public SchemaField required(boolean value) {
        return new SchemaField(path, kind, value, target, least, most, allowed);
    }

    public SchemaField target(String type) {
        return new SchemaField(path, kind, required, type, least, most, allowed);
    }

    public SchemaField between(Optional<BigDecimal> low, Optional<BigDecimal> high) {
        return new SchemaField(path, kind, required, target, low, high, allowed);
    }

    public SchemaField oneOf(List<String> values) {
        return new SchemaField(path, kind, required, target, least, most, values);
    }

    /** As {@link #parse} reads it. */
    public String text() {
        String values = allowed.isEmpty() && (least.isPresent() || most.isPresent())
                ? "=" + least.map(BigDecimal::toPlainString).orElse("") + ".."
                        + most.map(BigDecimal::toPlainString).orElse("")
                : (allowed.isEmpty() ? "" : "=") + String.join(",", allowed);
        return path + ":" + kind.word() + (target.isEmpty() ? "" : ":" + target) + values + (required ? "!" : "");
    }

    /** What rules out any value, or cannot be written; in words. */
    List<String> contradictions() {
        List<String> found = new ArrayList<>();
        if (!isPath(path)) {
            found.add("\"" + path + "\" is no path of names joined by points, of at most " + LONGEST_PATH
                    + " characters");
        }
        if (!target.isEmpty() && (kind != Kind.REFERENCE || isUnwritable(target, ":=!"))) {
            found.add(path + " refers to \"" + target + "\", which only a reference to a type without : = ! can");
        }
        if ((least.isPresent() || most.isPresent()) && !kind.isNumeric()) {
            found.add(path + " is of kind " + kind.word() + ", which has no least and most");
        } else if (isEmptyRange()) {
            found.add("no " + kind.word() + " lies between the least and the most of " + path + ", " + least.get()
                    + " and " + most.get());
        }
        if (!allowed.isEmpty()) {
            checkAllowed(found);
        }
        return found;
    }

    private static boolean isUnwritable(String text, String reserved) {
        return text.chars().anyMatch(c -> reserved.indexOf(c) >= 0 || Character.isISOControl(c));
    }

    private boolean isEmptyRange() {
        if (least.isEmpty() || most.isEmpty()) {
            return false;
        }
        return kind == Kind.INTEGER
                ? least.get()
                                .setScale(0, RoundingMode.CEILING)
                                .compareTo(most.get().setScale(0, RoundingMode.FLOOR))
                        > 0
                : least.get().compareTo(most.get()) > 0;
    }

    private void checkAllowed(List<String> found) {
        if (kind != Kind.TEXT && !kind.isNumeric()) {
            found.add("the values of " + path + " cannot be listed: it is of kind " + kind.word());
            return;
        }
        if (least.isPresent() || most.isPresent()) {
            found.add(path + " has both a list of values and a range");
        }
        if (allowed.size() > MOST_ALLOWED) {
            found.add(path + " lists more than " + MOST_ALLOWED + " values");
        }
        if (new HashSet<>(allowed).size() < allowed.size()) {
            found.add(path + " lists a value twice");
        }
        for (String value : allowed) {
            if (kind == Kind.TEXT ? value.isEmpty() || isUnwritable(value, ",!") : !isNumber(value)) {
                found.add("\"" + value + "\" cannot be a value of " + path + ", which is of kind " + kind.word());
            }
        }
    }

    private boolean isNumber(String value) {
        return NUMBER.matcher(value).matches()
                && (kind != Kind.INTEGER
                        || new BigDecimal(value).stripTrailingZeros().scale() <= 0);
    }

    /** What is wrong with a value that is there, references apart; empty when nothing is. */
    Optional<String> objection(Object value) {
        if (!kind.holds(value)) {
            return Optional.of("is " + told(value) + ", and should be of kind " + kind.word());
        }
        if (value instanceof Double real && (real.isNaN() || real.isInfinite())) {
            boolean free = least.isEmpty() && most.isEmpty() && allowed.isEmpty();
            return free ? Optional.empty() : Optional.of("is " + real + ", which is not among the numbers it may be");
        }
        if (!allowed.isEmpty() && allowed.stream().noneMatch(each -> isSame(each, value))) {
            return Optional.of("is " + told(value) + ", and should be one of " + String.join(", ", allowed));
        }
        if (least.isPresent() && number(value).compareTo(least.get()) < 0) {
            return Optional.of("is " + told(value) + ", and should be at least "
                    + least.get().toPlainString());
        }
        if (most.isPresent() && number(value).compareTo(most.get()) > 0) {
            return Optional.of("is " + told(value) + ", and should be at most "
                    + most.get().toPlainString());
        }
        return Optional.empty();
    }

    private boolean isSame(String each, Object value) {
        return kind == Kind.TEXT ? each.equals(value) : number(value).compareTo(new BigDecimal(each)) == 0;
    }

    private static BigDecimal number(Object value) {
        return value instanceof Long integer ? BigDecimal.valueOf(integer) : new BigDecimal((Double) value);
    }

    static String told(Object value) {
        if (value instanceof List) {
            return "a list";
        } else if (value instanceof Map) {
            return "a map";
        }
        String text = value instanceof String ? "\"" + value + "\"" : value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
