package org.dxos.model.text.internal.yjs;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;

/** Reads structs, then deletes, from either version of the format, within bounds set by the size of the input. */
final class UpdateReader {
    private static final int KIND_MASK = 0x1f;
    private static final int MIN_BUDGET = 1 << 12;

    private final UpdateSource in;
    /** Version 2 can name many structs in few bytes; this many may still come. */
    private long budget;

    UpdateReader(UpdateSource in, int size) {
        this.in = in;
        this.budget = budget(size);
    }

    /** How many structs, ranges and values an input of this size may hold. */
    static long budget(int size) {
        return MIN_BUDGET + 4L * size;
    }

    List<Struct> structs() throws MalformedException {
        long clients = in.rest().var();
        List<Struct> structs = new ArrayList<>();
        for (long i = 0; i != clients; i++) {
            spend();
            long count = in.rest().var();
            long client = in.client();
            int clock = Numbers.clock(in.rest().var());
            for (long n = 0; n != count; n++) {
                spend();
                Struct struct = struct(client, clock);
                clock = Numbers.clock((long) clock + struct.length());
                structs.add(struct);
            }
        }
        return List.copyOf(structs);
    }

    List<DeleteRange> deletes() throws MalformedException {
        List<DeleteRange> deletes = new ArrayList<>();
        long clients = in.rest().var();
        for (long i = 0; i != clients; i++) {
            spend();
            in.startDeletesOfClient();
            long client = Numbers.client(in.rest().var());
            long count = in.rest().var();
            for (long n = 0; n != count; n++) {
                spend();
                int clock = Numbers.clock(in.deleteClock());
                long length = in.deleteLength();
                if (length > 0) {
                    deletes.add(new DeleteRange(client, clock, Numbers.length(length)));
                    Numbers.clock(clock + length);
                }
            }
        }
        in.rest().expectEnd();
        return List.copyOf(deletes);
    }

    private void spend() throws MalformedException {
        if (--budget < 0) {
            throw new MalformedException("more structs than an update of this size holds");
        }
    }

    private Struct struct(long client, int clock) throws MalformedException {
        int info = in.info();
        int kind = info & KIND_MASK;
        if (kind == Content.GC) {
            return Struct.gone(client, clock, kind, in.length());
        }
        if (kind == Content.SKIP) {
            return Struct.gone(client, clock, kind, Numbers.length(in.rest().var()));
        }
        boolean hasOrigin = (info & UpdateWriter.HAS_ORIGIN) != 0;
        boolean hasRight = (info & UpdateWriter.HAS_RIGHT) != 0;
        long originClient = hasOrigin ? in.client() : Struct.NONE;
        int originClock = hasOrigin ? in.leftClock() : 0;
        long rightClient = hasRight ? in.client() : Struct.NONE;
        int rightClock = hasRight ? in.rightClock() : 0;
        if (hasOrigin || hasRight) {
            return Struct.between(client, clock, content(kind), originClient, originClock, rightClient, rightClock);
        }
        boolean hasKey = (info & UpdateWriter.HAS_KEY) != 0;
        if (in.isRootName()) {
            String root = in.string();
            String key = hasKey ? in.string() : null;
            return Struct.inRoot(client, clock, content(kind), root, key);
        }
        long parentClient = in.client();
        int parentClock = in.leftClock();
        String key = hasKey ? in.string() : null;
        return Struct.inItem(client, clock, content(kind), parentClient, parentClock, key);
    }

    Content content(int kind) throws MalformedException {
        return switch (kind) {
            case Content.DELETED -> new Content.Gone(kind, in.length());
            case Content.JSON -> new Content.Json(jsonValues());
            case Content.BINARY -> new Content.Binary(in.buffer());
            case Content.STRING -> text();
            case Content.EMBED -> new Content.Embed(in.json());
            case Content.FORMAT -> new Content.Format(in.key(), in.json());
            case Content.TYPE -> type();
            case Content.ANY -> new Content.Any(anyValues());
            case Content.DOC -> new Content.Doc(in.string(), in.any());
            default -> throw new MalformedException("there is no content of kind " + kind);
        };
    }

    private Content text() throws MalformedException {
        String text = in.string();
        if (text.isEmpty()) {
            throw new MalformedException("a text without characters");
        }
        return new Content.Text(text);
    }

    private Content type() throws MalformedException {
        int ref = in.typeRef();
        boolean named = ref == Content.Type.XML_ELEMENT || ref == Content.Type.XML_HOOK;
        return new Content.Type(ref, named ? in.key() : null);
    }

    private List<String> jsonValues() throws MalformedException {
        int count = in.length();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spend();
            String value = in.string();
            values.add(value.equals("undefined") ? value : Json.checked(value));
        }
        return List.copyOf(values);
    }

    private List<Bytes> anyValues() throws MalformedException {
        int count = in.length();
        List<Bytes> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(in.any());
        }
        return List.copyOf(values);
    }
}
