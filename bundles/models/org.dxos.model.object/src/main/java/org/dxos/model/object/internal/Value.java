package org.dxos.model.object.internal;

import java.time.Instant;
import java.util.List;
import org.dxos.base.Bytes;

/**
 * A value: a scalar, an object, a list, or a set. Two values are equal when they are of one kind and hold the same; the integer
 * 1 is not the float 1.0, and -0.0 is not 0.0.
 */
public sealed interface Value {
    /** What people call this kind, with its article. */
    String kind();

    /** Null is a value: a name that holds null is not a missing name. */
    enum Null implements Value {
        NULL;

        @Override
        public String kind() {
            return "null";
        }
    }

    record Bool(boolean value) implements Value {
        @Override
        public String kind() {
            return "a boolean";
        }
    }

    /** A signed 64-bit integer; also what counters count in. */
    record Int(long value) implements Value {
        @Override
        public String kind() {
            return "an integer";
        }
    }

    /** A 64-bit float. There is one NaN: its payload and sign are dropped. */
    record Real(double value) implements Value {
        public Real {
            value = Double.isNaN(value) ? Double.NaN : value;
        }

        @Override
        public String kind() {
            return "a float";
        }
    }

    record Text(String value) implements Value {
        @Override
        public String kind() {
            return "a string";
        }
    }

    record Blob(Bytes value) implements Value {
        @Override
        public String kind() {
            return "bytes";
        }
    }

    record Time(Instant value) implements Value {
        @Override
        public String kind() {
            return "a timestamp";
        }
    }

    /** Values by name, names ascending by UTF-16 code unit. */
    record Fields(Sequence<Field> fields) implements Value {
        public static final Fields EMPTY = new Fields(Sequence.empty());

        @Override
        public String kind() {
            return "an object";
        }
    }

    record Field(String name, Value value) {}

    /** A list that can be edited in place: its elements have identities. */
    record Elements(Sequence<Element> elements) implements Value {
        public static final Elements EMPTY = new Elements(Sequence.empty());

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Element(ElementId id, Value value) {}

    /** A list without identities: in a mutation, before its elements are born; and inside a set, where it cannot be edited. */
    record Literal(List<Value> values) implements Value {
        public Literal {
            values = List.copyOf(values);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Different values, ascending by {@link ValueOrder}. Holds no {@link Elements}, however deep. */
    record Members(Sequence<Value> values) implements Value {
        public static final Members EMPTY = new Members(Sequence.empty());

        @Override
        public String kind() {
            return "a set";
        }
    }
}
