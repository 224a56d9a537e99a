package org.dxos.model.text.internal.yjs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;

/**
 * Structs of whole clients in columns: smaller than an update, and each struct takes at least a byte. Clients are in ascending
 * order, each from clock 0 on without a gap, and neighbours are among them.
 */
public final class StructColumns {
    private static final int KIND = 0x0f;
    private static final int REPEAT = 0x0f;
    private static final int ORIGIN_SHIFT = 4;
    private static final int RIGHT_SHIFT = 6;
    private static final int ABSENT = 0;
    /** The origin is the clock before; the right neighbour is that of the struct before. */
    private static final int NEAR = 1;

    private static final int OWN_CLIENT = 2;
    private static final int OTHER_CLIENT = 3;

    private StructColumns() {}

    public static void write(ByteWriter out, List<Struct> structs) {
        new Writer(structs).write(out);
    }

    public static List<Struct> read(ByteReader in) throws MalformedException {
        return new Reader(in).structs();
    }

    private static final class Writer {
        private final List<Struct> structs;
        private final Map<Long, Integer> clients = new HashMap<>();
        private final ByteWriter heads = new ByteWriter();
        private final ByteWriter infos = new ByteWriter();
        private final ByteWriter neighbours = new ByteWriter();
        private final ByteWriter lengths = new ByteWriter();
        private final ByteWriter rest = new ByteWriter();
        private final StringBuilder text = new StringBuilder();
        private int lastInfo = -1;
        private int repeats;
        private long lastOriginClock;
        private long lastRightClient = Struct.NONE;
        private int lastRightClock;

        Writer(List<Struct> structs) {
            this.structs = structs;
            countClients();
        }

        private void countClients() {
            int count = 0;
            for (int i = 0; i < structs.size(); i++) {
                if (clients.putIfAbsent(structs.get(i).client(), clients.size()) == null && i > 0) {
                    heads.putVar(structs.get(i - 1).client()).putVar(count);
                    count = 0;
                }
                count++;
            }
            if (count > 0) {
                heads.putVar(structs.get(structs.size() - 1).client()).putVar(count);
            }
        }

        void write(ByteWriter out) {
            structs.forEach(this::write);
            flushInfo();
            out.putVar(clients.size()).put(heads.toBytes());
            out.putSized(infos.toBytes()).putSized(neighbours.toBytes()).putSized(lengths.toBytes());
            out.putText(text.toString()).putSized(rest.toBytes());
        }

        private void write(Struct struct) {
            int origin = originForm(struct);
            int right = rightForm(struct);
            info(struct.content().kind() | origin << ORIGIN_SHIFT | right << RIGHT_SHIFT);
            if (origin >= OWN_CLIENT) {
                neighbour(origin, struct.originClient(), struct.originClock() - lastOriginClock);
            }
            if (origin != ABSENT) {
                lastOriginClock = struct.originClock();
            }
            if (right >= OWN_CLIENT) {
                neighbour(right, struct.rightClient(), (long) struct.rightClock() - lastOriginClock);
            }
            if (right != ABSENT) {
                lastRightClient = struct.rightClient();
                lastRightClock = struct.rightClock();
            }
            if (origin == ABSENT && right == ABSENT && !struct.isGc()) {
                parent(struct);
            }
            content(struct.content());
        }

        private void neighbour(int form, long client, long difference) {
            if (form == OTHER_CLIENT) {
                neighbours.putVar(java.util.Objects.requireNonNull(clients.get(client)));
            }
            neighbours.putSignedVar(difference);
        }

        private static int originForm(Struct struct) {
            if (struct.originClient() == Struct.NONE) {
                return ABSENT;
            } else if (struct.originClient() != struct.client()) {
                return OTHER_CLIENT;
            }
            return struct.originClock() == struct.clock() - 1 ? NEAR : OWN_CLIENT;
        }

        private int rightForm(Struct struct) {
            if (struct.rightClient() == Struct.NONE) {
                return ABSENT;
            } else if (struct.rightClient() == lastRightClient && struct.rightClock() == lastRightClock) {
                return NEAR;
            }
            return struct.rightClient() == struct.client() ? OWN_CLIENT : OTHER_CLIENT;
        }

        private void parent(Struct struct) {
            String root = struct.root();
            String key = struct.key();
            rest.put((root == null ? 0 : 1) | (key == null ? 0 : 2));
            if (root != null) {
                rest.putText(root);
            } else {
                rest.putVar(java.util.Objects.requireNonNull(clients.get(struct.parentClient())))
                        .putVar(struct.parentClock());
            }
            if (key != null) {
                rest.putText(key);
            }
        }

        private void content(Content content) {
            if (content instanceof Content.Text string) {
                lengths.putVar(string.length());
                text.append(string.text());
            } else if (content instanceof Content.Gone gone) {
                lengths.putVar(gone.length());
            } else {
                UpdateWriter.writeContent(rest, content);
            }
        }

        private void info(int info) {
            if (info != lastInfo) {
                flushInfo();
                lastInfo = info;
            }
            repeats++;
        }

        private void flushInfo() {
            if (repeats > 3) {
                infos.put(REPEAT).putVar(repeats).put(lastInfo);
            } else {
                for (int i = 0; i < repeats; i++) {
                    infos.put(lastInfo);
                }
            }
            repeats = 0;
        }
    }

    private static final class Reader {
        private final long[] clients;
        private final int[] counts;
        private final ByteReader infos;
        private final ByteReader neighbours;
        private final ByteReader lengths;
        private final String text;
        private final UpdateReader rest;
        private final ByteReader restBytes;
        private int lastInfo;
        private int repeats;
        private int textPosition;
        private int lastOriginClock;
        private long lastRightClient = Struct.NONE;
        private int lastRightClock;

        Reader(ByteReader in) throws MalformedException {
            int count = in.var(in.remaining());
            long[] ids = new long[count];
            counts = new int[count];
            for (int i = 0; i < count; i++) {
                ids[i] = Numbers.client(in.var());
                counts[i] = in.var(in.remaining());
                if (i > 0 && ids[i] <= ids[i - 1]) {
                    throw new MalformedException("clients that are not in ascending order");
                }
            }
            clients = ids;
            infos = new ByteReader(in.sized());
            neighbours = new ByteReader(in.sized());
            lengths = new ByteReader(in.sized());
            text = in.text();
            Bytes other = in.sized();
            Version1Source source = new Version1Source(other);
            rest = new UpdateReader(source, other.size());
            restBytes = source.rest();
        }

        List<Struct> structs() throws MalformedException {
            List<Struct> structs =
                    new ArrayList<>(Math.min(Arrays.stream(counts).sum(), 1 << 20));
            for (int i = 0; i < clients.length; i++) {
                int clock = 0;
                for (int n = 0; n < counts[i]; n++) {
                    Struct struct = struct(clients[i], clock);
                    clock = Numbers.clock((long) clock + struct.length());
                    structs.add(struct);
                }
            }
            infos.expectEnd();
            neighbours.expectEnd();
            lengths.expectEnd();
            restBytes.expectEnd();
            if (repeats != 0 || textPosition != text.length()) {
                throw new MalformedException("columns of unequal length");
            }
            return structs;
        }

        private int info() throws MalformedException {
            if (repeats == 0) {
                lastInfo = infos.unsignedByte();
                repeats = 1;
                if (lastInfo == REPEAT) {
                    repeats = Numbers.length(infos.var());
                    lastInfo = infos.unsignedByte();
                }
            }
            repeats--;
            return lastInfo;
        }

        private Struct struct(long client, int clock) throws MalformedException {
            int info = info();
            int kind = info & KIND;
            int origin = info >>> ORIGIN_SHIFT & 3;
            int right = info >>> RIGHT_SHIFT;
            long originClient = Struct.NONE;
            if (origin != ABSENT) {
                originClient = origin == OTHER_CLIENT ? client() : client;
                lastOriginClock = Numbers.clock(origin == NEAR ? clock - 1 : lastOriginClock + neighbours.signedVar());
            }
            int originClock = origin == ABSENT ? 0 : lastOriginClock;
            long rightClient = Struct.NONE;
            if (right == NEAR) {
                rightClient = lastRightClient;
            } else if (right != ABSENT) {
                rightClient = right == OTHER_CLIENT ? client() : client;
                lastRightClient = rightClient;
                lastRightClock = Numbers.clock(lastOriginClock + neighbours.signedVar());
            }
            int rightClock = right == ABSENT ? 0 : lastRightClock;
            if (kind == Content.GC) {
                return Struct.gone(client, clock, kind, Numbers.length(lengths.var()));
            }
            if (originClient != Struct.NONE || rightClient != Struct.NONE) {
                return Struct.between(client, clock, content(kind), originClient, originClock, rightClient, rightClock);
            }
            return alone(client, clock, kind);
        }

        private Struct alone(long client, int clock, int kind) throws MalformedException {
            int form = restBytes.var(3);
            String root = (form & 1) == 0 ? null : restBytes.text();
            long parentClient = root == null ? clients[restBytes.var(clients.length - 1)] : Struct.NONE;
            int parentClock = root == null ? Numbers.clock(restBytes.var()) : 0;
            String key = (form & 2) == 0 ? null : restBytes.text();
            Content content = content(kind);
            return root == null
                    ? Struct.inItem(client, clock, content, parentClient, parentClock, key)
                    : Struct.inRoot(client, clock, content, root, key);
        }

        private long client() throws MalformedException {
            return clients[neighbours.var(clients.length - 1)];
        }

        private Content content(int kind) throws MalformedException {
            if (kind == Content.STRING) {
                int length = Numbers.length(lengths.var());
                if (length > text.length() - textPosition) {
                    throw new MalformedException("a text of " + length + " units where fewer are left");
                }
                textPosition += length;
                return new Content.Text(
                        Surrogates.replaceUnpaired(text.substring(textPosition - length, textPosition)));
            } else if (kind == Content.DELETED) {
                return new Content.Gone(kind, Numbers.length(lengths.var()));
            }
            return rest.content(kind);
        }
    }
}
