package org.dxos.model.object.internal;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;

/** Format 1 of mutations and of states, as the bundle's README describes it byte by byte. */
public final class ObjectCodec {
    /** The format that is written, and the only one so far. */
    public static final int FORMAT = 1;

    private static final int SET = 0;
    private static final int DELETE = 1;
    private static final int INSERT = 2;
    private static final int ADD = 3;
    private static final int REMOVE = 4;
    private static final int COUNT = 5;

    private static final int START = 0;
    private static final int END = 1;
    private static final int BEHIND = 2;
    private static final int BETWEEN = 3;

    private final Feeds feeds;
    private final ValueCodec values;

    private ObjectCodec(Feeds feeds) {
        this.feeds = feeds;
        this.values = ValueCodec.ofMutation(feeds);
    }

    public static Bytes encodeState(Value.Fields root) {
        ByteWriter out = new ByteWriter(256);
        Feeds feeds = Feeds.ofState(root);
        feeds.write(out);
        ValueCodec.ofState(feeds).writeObject(out, root);
        return out.toBytes();
    }

    public static Value.Fields decodeState(Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        Value.Fields root = ValueCodec.ofState(Feeds.read(in)).readRoot(in);
        in.expectEnd();
        return root;
    }

    public static Bytes encodeMutation(List<Op> ops) {
        ByteWriter out = new ByteWriter(64);
        Feeds feeds = Feeds.ofMutation(ops);
        feeds.write(out);
        out.putVar(ops.size());
        ObjectCodec codec = new ObjectCodec(feeds);
        for (Op op : ops) {
            codec.write(out, op);
        }
        return out.toBytes();
    }

    public static List<Op> decodeMutation(Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        ObjectCodec codec = new ObjectCodec(Feeds.read(in));
        int count = in.var(in.remaining());
        List<Op> ops = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            ops.add(codec.read(in));
        }
        in.expectEnd();
        if (ops.isEmpty()) {
            throw new MalformedException("a mutation without an operation");
        }
        return List.copyOf(ops);
    }

    private void write(ByteWriter out, Op op) {
        if (op instanceof Op.Set set) {
            writePath(out.put(SET), set.path());
            values.write(out, set.value());
        } else if (op instanceof Op.Delete delete) {
            writePath(out.put(DELETE), delete.path());
        } else if (op instanceof Op.Insert insert) {
            writePath(out.put(INSERT), insert.path());
            writePlace(out, insert.place());
            values.writeAll(out, insert.values());
        } else if (op instanceof Op.Add add) {
            writePath(out.put(ADD), add.path());
            values.writeAll(out, add.values());
        } else if (op instanceof Op.Remove remove) {
            writePath(out.put(REMOVE), remove.path());
            values.writeAll(out, remove.values());
        } else if (op instanceof Op.Count count) {
            writePath(out.put(COUNT), count.path());
            out.putSignedVar(count.delta());
        }
    }

    private Op read(ByteReader in) throws MalformedException {
        int tag = in.unsignedByte();
        List<Step> path = readPath(in);
        switch (tag) {
            case SET:
                return new Op.Set(path, values.read(in, path.size()));
            case DELETE:
                return new Op.Delete(path);
            case INSERT:
                return new Op.Insert(path, readPlace(in), readValues(in, path, false));
            case ADD:
                return new Op.Add(path, readValues(in, path, true));
            case REMOVE:
                return new Op.Remove(path, readValues(in, path, true));
            case COUNT:
                return new Op.Count(path, in.signedVar());
            default:
                throw new MalformedException("no operation has the tag " + tag + ", before byte " + in.position());
        }
    }

    private List<Value> readValues(ByteReader in, List<Step> path, boolean members) throws MalformedException {
        int count = in.var(in.remaining());
        if (count == 0) {
            throw new MalformedException("an operation without values, before byte " + in.position());
        }
        List<Value> read = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            read.add(members ? values.readMember(in, path.size() + 1) : values.read(in, path.size() + 1));
        }
        return List.copyOf(read);
    }

    /** A name by its length and bytes; an element by a length of 0. */
    private void writePath(ByteWriter out, List<Step> path) {
        out.putVar(path.size());
        for (Step step : path) {
            if (step instanceof Step.Name name) {
                out.putText(name.name());
            } else if (step instanceof Step.At at) {
                writeAt(out.putVar(0), at);
            }
        }
    }

    private List<Step> readPath(ByteReader in) throws MalformedException {
        int count = in.var(Limits.DEPTH);
        if (count == 0) {
            throw new MalformedException("a path without a step, before byte " + in.position());
        }
        List<Step> path = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = in.text();
            path.add(name.isEmpty() ? readAt(in) : new Step.Name(ValueCodec.checkedName(in, name)));
        }
        return List.copyOf(path);
    }

    private void writeAt(ByteWriter out, Step.At at) {
        feeds.writeId(out, at.id());
        out.putVar(at.position());
    }

    private Step.At readAt(ByteReader in) throws MalformedException {
        return new Step.At(feeds.readId(in), in.var(Integer.MAX_VALUE));
    }

    private void writePlace(ByteWriter out, Op.Place place) {
        if (place instanceof Op.Place.Behind behind) {
            Step.At right = behind.right();
            writeAt(out.put(right == null ? BEHIND : BETWEEN), behind.left());
            if (right != null) {
                writeAt(out, right);
            }
        } else {
            out.put(place == Op.Place.Edge.START ? START : END);
        }
    }

    private Op.Place readPlace(ByteReader in) throws MalformedException {
        int tag = in.unsignedByte();
        switch (tag) {
            case START:
                return Op.Place.Edge.START;
            case END:
                return Op.Place.Edge.END;
            case BEHIND:
                return new Op.Place.Behind(readAt(in), null);
            case BETWEEN:
                return new Op.Place.Behind(readAt(in), readAt(in));
            default:
                throw new MalformedException("no place has the tag " + tag + ", before byte " + in.position());
        }
    }
}
