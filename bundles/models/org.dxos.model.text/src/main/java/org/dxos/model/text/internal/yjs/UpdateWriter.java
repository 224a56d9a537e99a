package org.dxos.model.text.internal.yjs;

import java.util.List;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;

/** Writes version 1 of the update format. */
public final class UpdateWriter {
    static final int HAS_ORIGIN = 0x80;
    static final int HAS_RIGHT = 0x40;
    static final int HAS_KEY = 0x20;

    private UpdateWriter() {}

    public static Bytes write(List<Struct> structs, List<DeleteRange> deletes) {
        ByteWriter out = new ByteWriter(48 + 16 * (structs.size() + deletes.size()));
        writeStructs(out, structs);
        writeDeletes(out, deletes);
        return out.toBytes();
    }

    private static void writeStructs(ByteWriter out, List<Struct> structs) {
        out.putVar(groups(structs));
        for (int from = 0; from < structs.size(); ) {
            int to = endOfGroup(structs, from);
            Struct first = structs.get(from);
            out.putVar(to - from).putVar(first.client()).putVar(first.clock());
            for (int i = from; i < to; i++) {
                writeStruct(out, structs.get(i));
            }
            from = to;
        }
    }

    private static int groups(List<Struct> structs) {
        int groups = 0;
        for (int from = 0; from < structs.size(); from = endOfGroup(structs, from)) {
            groups++;
        }
        return groups;
    }

    private static int endOfGroup(List<Struct> structs, int from) {
        int to = from + 1;
        while (to < structs.size()
                && structs.get(to).client() == structs.get(from).client()
                && structs.get(to).clock() == structs.get(to - 1).end()) {
            to++;
        }
        return to;
    }

    private static void writeStruct(ByteWriter out, Struct struct) {
        Content content = struct.content();
        boolean hasOrigin = struct.originClient() != Struct.NONE;
        boolean hasRight = struct.rightClient() != Struct.NONE;
        boolean hasKey = struct.key() != null;
        out.put(content.kind() | (hasOrigin ? HAS_ORIGIN : 0) | (hasRight ? HAS_RIGHT : 0) | (hasKey ? HAS_KEY : 0));
        if (hasOrigin) {
            out.putVar(struct.originClient()).putVar(struct.originClock());
        }
        if (hasRight) {
            out.putVar(struct.rightClient()).putVar(struct.rightClock());
        }
        if (!hasOrigin && !hasRight && !struct.isGc() && !struct.isSkip()) {
            String root = struct.root();
            if (root != null) {
                out.put(1).putText(root);
            } else {
                out.put(0).putVar(struct.parentClient()).putVar(struct.parentClock());
            }
            String key = struct.key();
            if (key != null) {
                out.putText(key);
            }
        }
        writeContent(out, content);
    }

    static void writeContent(ByteWriter out, Content content) {
        if (content instanceof Content.Text text) {
            out.putText(text.text());
        } else if (content instanceof Content.Gone gone) {
            out.putVar(gone.length());
        } else if (content instanceof Content.Format format) {
            out.putText(format.key()).putText(format.json());
        } else if (content instanceof Content.Embed embed) {
            out.putText(embed.json());
        } else if (content instanceof Content.Type type) {
            out.putVar(type.ref());
            String name = type.name();
            if (name != null) {
                out.putText(name);
            }
        } else if (content instanceof Content.Any any) {
            out.putVar(any.values().size());
            any.values().forEach(out::put);
        } else if (content instanceof Content.Json json) {
            out.putVar(json.values().size());
            json.values().forEach(out::putText);
        } else if (content instanceof Content.Binary binary) {
            out.putSized(binary.bytes());
        } else if (content instanceof Content.Doc doc) {
            out.putText(doc.guid()).put(doc.options());
        }
    }

    private static void writeDeletes(ByteWriter out, List<DeleteRange> deletes) {
        int groups = 0;
        for (int from = 0; from < deletes.size(); from = endOfRanges(deletes, from)) {
            groups++;
        }
        out.putVar(groups);
        for (int from = 0; from < deletes.size(); ) {
            int to = endOfRanges(deletes, from);
            out.putVar(deletes.get(from).client()).putVar(to - from);
            for (DeleteRange range : deletes.subList(from, to)) {
                out.putVar(range.clock()).putVar(range.length());
            }
            from = to;
        }
    }

    private static int endOfRanges(List<DeleteRange> deletes, int from) {
        int to = from + 1;
        while (to < deletes.size()
                && deletes.get(to).client() == deletes.get(from).client()) {
            to++;
        }
        return to;
    }
}
