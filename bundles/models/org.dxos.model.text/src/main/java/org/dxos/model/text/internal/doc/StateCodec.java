package org.dxos.model.text.internal.doc;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.ItemId;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.StructColumns;
import org.dxos.model.text.internal.yjs.Update;

/**
 * A whole document as bytes: the structs in columns, then as an update of version 1 what waits, with the ranges to be deleted
 * when they come. Equal documents give equal bytes.
 */
public final class StateCodec {
    private StateCodec() {}

    public static Bytes encode(Document document) {
        Export export = new Export(document);
        ByteWriter out = new ByteWriter(256);
        StructColumns.write(out, export.structs());
        List<Struct> waiting = new ArrayList<>();
        List<DeleteRange> ahead = new ArrayList<>();
        for (Client client : export.sortedClients()) {
            waiting.addAll(client.waiting.values());
            client.deletesAhead.forEach((from, to) -> ahead.add(new DeleteRange(client.id, from, to - from)));
        }
        out.putSized(new Update(waiting, ahead).version1());
        return out.toBytes();
    }

    public static Document decode(ItemId item, Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        Document document = new Document(item);
        List<Struct> structs = StructColumns.read(in);
        Update pending = Update.read(in.sized());
        in.expectEnd();
        document.applyAny(new Update(structs, List.of()));
        if (document.hasPending()) {
            throw new MalformedException("a state with structs whose neighbours it does not have");
        }
        document.applyAny(pending);
        return document;
    }
}
