package org.dxos.model.object.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;

/** Values as bytes: a tag and what the table in the bundle's README says. Confined to one thread. */
final class ValueCodec {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int INT = 3;
    private static final int REAL = 4;
    private static final int TEXT = 5;
    private static final int BLOB = 6;
    private static final int TIME = 7;
    private static final int OBJECT = 8;
    private static final int SET = 9;
    private static final int LIST = 10;

    /** Whether lists carry identities, which they do in states outside sets. */
    private enum Lists {
        BORN,
        LITERAL
    }

    private final Feeds feeds;
    private final Lists outside;

    private ValueCodec(Feeds feeds, Lists outside) {
        this.feeds = feeds;
        this.outside = outside;
    }

    static ValueCodec ofState(Feeds feeds) {
        return new ValueCodec(feeds, Lists.BORN);
    }

    static ValueCodec ofMutation(Feeds feeds) {
        return new ValueCodec(feeds, Lists.LITERAL);
    }

    void write(ByteWriter out, Value value) {
        if (value instanceof Value.Null) {
            out.put(NULL);
        } else if (value instanceof Value.Bool bool) {
            out.put(bool.value() ? TRUE : FALSE);
        } else if (value instanceof Value.Int integer) {
            out.put(INT).putSignedVar(integer.value());
        } else if (value instanceof Value.Real real) {
            out.put(REAL).putDouble(real.value());
        } else if (value instanceof Value.Text text) {
            out.put(TEXT).putText(text.value());
        } else if (value instanceof Value.Blob blob) {
            out.put(BLOB).putSized(blob.value());
        } else if (value instanceof Value.Time time) {
            out.put(TIME)
                    .putSignedVar(time.value().getEpochSecond())
                    .putVar(time.value().getNano());
        } else if (value instanceof Value.Fields object) {
            writeObject(out.put(OBJECT), object);
        } else if (value instanceof Value.Members set) {
            writeAll(out.put(SET), set.values());
        } else if (value instanceof Value.Literal list) {
            writeAll(out.put(LIST), list.values());
        } else if (value instanceof Value.Elements list) {
            out.put(LIST).putVar(list.elements().size());
            for (Value.Element element : list.elements()) {
                feeds.writeId(out, element.id());
                write(out, element.value());
            }
        }
    }

    /** The body of an object, without its tag. */
    void writeObject(ByteWriter out, Value.Fields object) {
        out.putVar(object.fields().size());
        for (Value.Field field : object.fields()) {
            out.putText(field.name());
            write(out, field.value());
        }
    }

    void writeAll(ByteWriter out, List<Value> values) {
        out.putVar(values.size());
        for (Value value : values) {
            write(out, value);
        }
    }

    /** A value that stands {@code depth} steps below the root. */
    Value read(ByteReader in, int depth) throws MalformedException {
        return read(in, depth, outside);
    }

    /** Values for a set. */
    Value readMember(ByteReader in, int depth) throws MalformedException {
        return read(in, depth, Lists.LITERAL);
    }

    private Value read(ByteReader in, int depth, Lists lists) throws MalformedException {
        if (depth > Limits.DEPTH) {
            throw new MalformedException("more than " + Limits.DEPTH + " levels at byte " + in.position());
        }
        int tag = in.unsignedByte();
        switch (tag) {
            case NULL:
                return Value.Null.NULL;
            case FALSE:
                return new Value.Bool(false);
            case TRUE:
                return new Value.Bool(true);
            case INT:
                return new Value.Int(in.signedVar());
            case REAL:
                return new Value.Real(in.float64());
            case TEXT:
                return new Value.Text(readText(in));
            case BLOB:
                return new Value.Blob(readBlob(in));
            case TIME:
                return new Value.Time(readTime(in));
            case OBJECT:
                return readObject(in, depth, lists);
            case SET:
                return readSet(in, depth);
            case LIST:
                return lists == Lists.BORN ? readElements(in, depth) : readLiteral(in, depth);
            default:
                throw new MalformedException("no kind of value has the tag " + tag + ", before byte " + in.position());
        }
    }

    /** The body of the root object, without its tag. */
    Value.Fields readRoot(ByteReader in) throws MalformedException {
        return readObject(in, 0, outside);
    }

    private static String readName(ByteReader in) throws MalformedException {
        return checkedName(in, in.text());
    }

    /** A name that was just read. */
    static String checkedName(ByteReader in, String name) throws MalformedException {
        try {
            return Limits.name(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage() + ", before byte " + in.position(), e);
        }
    }

    private static String readText(ByteReader in) throws MalformedException {
        String text = in.text();
        // UTF-8 takes 1 to 3 bytes for each UTF-16 unit.
        if (text.length() > Limits.STRING / 3) {
            try {
                return Limits.text(text);
            } catch (IllegalArgumentException e) {
                throw new MalformedException(e.getMessage() + ", before byte " + in.position(), e);
            }
        }
        return text;
    }

    private static Bytes readBlob(ByteReader in) throws MalformedException {
        Bytes bytes = in.bytes(in.var(Limits.STRING));
        // A copy, so that a state does not keep the whole block alive.
        return Bytes.copyOf(bytes.asByteBuffer());
    }

    private static Instant readTime(ByteReader in) throws MalformedException {
        long seconds = in.signedVar();
        int nanos = in.var(999_999_999);
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException e) {
            throw new MalformedException("a timestamp out of range, before byte " + in.position(), e);
        }
    }

    private Value.Fields readObject(ByteReader in, int depth, Lists lists) throws MalformedException {
        int count = in.var(in.remaining() / 3);
        List<Value.Field> fields = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            String name = readName(in);
            if (i > 0 && fields.get(i - 1).name().compareTo(name) >= 0) {
                throw new MalformedException("names that do not ascend, before byte " + in.position());
            }
            fields.add(new Value.Field(name, read(in, depth + 1, lists)));
        }
        return fields.isEmpty() ? Value.Fields.EMPTY : new Value.Fields(Sequence.copyOf(fields));
    }

    private Value readSet(ByteReader in, int depth) throws MalformedException {
        List<Value> members = readValues(in, depth, Lists.LITERAL);
        for (int i = 1; i < members.size(); i++) {
            if (ValueOrder.ORDER.compare(members.get(i - 1), members.get(i)) >= 0) {
                throw new MalformedException("members of a set that do not ascend, before byte " + in.position());
            }
        }
        return new Value.Members(Sequence.copyOf(members));
    }

    private Value readLiteral(ByteReader in, int depth) throws MalformedException {
        return new Value.Literal(readValues(in, depth, Lists.LITERAL));
    }

    private List<Value> readValues(ByteReader in, int depth, Lists lists) throws MalformedException {
        int count = in.var(in.remaining());
        List<Value> values = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            values.add(read(in, depth + 1, lists));
        }
        return values;
    }

    private Value readElements(ByteReader in, int depth) throws MalformedException {
        int count = in.var(in.remaining() / 5);
        List<Value.Element> elements = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            ElementId id = feeds.readId(in);
            elements.add(new Value.Element(id, read(in, depth + 1, Lists.BORN)));
        }
        return new Value.Elements(Sequence.copyOf(elements));
    }
}
