package org.dxos.model.text.internal.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.ItemId;
import org.dxos.model.text.internal.yjs.Numbers;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.StructColumns;
import org.dxos.model.text.internal.yjs.Update;

/**
 * A whole document as bytes: the structs in columns, then as an update of version 1 what waits, then when all that was
 * written, then what is to be deleted when it comes. Equal documents give equal bytes.
 */
public final class StateCodec {
    private StateCodec() {}

    public static Bytes encode(Document document) {
        Export export = new Export(document);
        ByteWriter out = new ByteWriter(256);
        StructColumns.write(out, export.structs());
        List<Struct> waiting = new ArrayList<>();
        for (Client client : export.sortedClients()) {
            waiting.addAll(client.waiting.values());
        }
        out.putSized(new Update(waiting, List.of()).version1());
        write(out, export.sortedClients(), StateCodec::agesOfWritten);
        write(out, export.sortedClients(), client -> client.deletesAhead);
        return out.toBytes();
    }

    private static void write(ByteWriter out, List<Client> clients, Function<Client, Steps> steps) {
        List<Client> present = clients.stream()
                .filter(client -> !steps.apply(client).isEmpty())
                .toList();
        out.putVar(present.size());
        for (Client client : present) {
            Steps kept = steps.apply(client);
            out.putVar(client.id).putVar(kept.count());
            kept.forEach((clock, value) -> out.putVar(clock).putVar(value));
        }
    }

    /** The ages of a client; a clock that is not written has that of the one written before it. */
    private static Steps agesOfWritten(Client client) {
        Steps written = new Steps();
        copyAges(client.ages, 0, client.state, written);
        client.waiting.forEach((clock, struct) -> copyAges(client.ages, clock, struct.end(), written));
        return written;
    }

    private static void copyAges(Steps ages, int from, int to, Steps target) {
        int at = from;
        while (at < to) {
            target.set(at, Integer.MAX_VALUE, ages.at(at));
            at = Math.min(to, ages.end(at));
        }
    }

    public static Document decode(ItemId item, Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        Document document = new Document(item);
        List<Struct> structs = StructColumns.read(in);
        Update pending = Update.read(in.sized());
        document.applyAny(new Update(structs, List.of()));
        if (document.hasPending()) {
            throw new MalformedException("a state with structs whose neighbours it does not have");
        }
        document.applyAny(pending);
        read(in, document, client -> client.ages);
        read(in, document, client -> client.deletesAhead);
        in.expectEnd();
        for (Client client : document.clients) {
            client.deletesAhead.clearBelow(client.state);
        }
        return document;
    }

    private static void read(ByteReader in, Document document, Function<Client, Steps> steps)
            throws MalformedException {
        for (long clients = in.var(); clients != 0; clients--) {
            Steps target = steps.apply(document.clients.get(document.clientRow(Numbers.client(in.var()))));
            int last = -1;
            for (long count = in.var(); count != 0; count--) {
                int clock = Numbers.clock(in.var());
                if (clock <= last) {
                    throw new MalformedException("clocks that are not in order");
                }
                target.set(clock, Integer.MAX_VALUE, in.var(Integer.MAX_VALUE));
                last = clock;
            }
        }
    }
}
