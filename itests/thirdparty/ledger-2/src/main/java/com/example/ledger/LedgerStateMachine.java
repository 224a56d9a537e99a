package com.example.ledger;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.DxosType;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.StateMachine;
import org.osgi.service.component.annotations.Component;

/**
 * Owns the state of ledgers. Whether a withdrawal is covered depends on what stands before it, so the order of entries matters
 * and is the same on every peer: {@link Order#TOTAL}.
 */
@Component(service = StateMachine.class)
@DxosType(LedgerStateMachine.TYPE)
public final class LedgerStateMachine implements StateMachine<Ledger, Entry> {
    public static final String TYPE = "com.example.state/ledger";

    @Override
    public Descriptor descriptor() {
        return Descriptor.of(TYPE, Order.TOTAL).readsMutations(1, 2).readsStates(1, 2);
    }

    @Override
    public Ledger initial(Genesis genesis) {
        return Ledger.EMPTY;
    }

    @Override
    public Ledger apply(Ledger ledger, MutationMeta meta, Entry entry) {
        return ledger.with(entry);
    }

    @Override
    public Encoded encodeMutation(Entry entry) {
        int format = entry.category().isEmpty() ? 1 : 2;
        ByteWriter out = new ByteWriter();
        write(out, entry, format);
        return new Encoded(format, out.toBytes());
    }

    @Override
    public Entry decodeMutation(Encoded mutation) throws MalformedException {
        ByteReader in = new ByteReader(mutation.bytes());
        Entry entry = read(in, mutation.format());
        if (mutation.format() == 2 && entry.category().isEmpty()) {
            throw new MalformedException("an entry without a category in format 2");
        }
        in.expectEnd();
        return entry;
    }

    @Override
    public Encoded encodeState(Ledger ledger) {
        ByteWriter out = new ByteWriter();
        ledger.lines().forEach(line -> write(out, line.entry(), 2));
        return new Encoded(2, out.toBytes());
    }

    @Override
    public Ledger decodeState(Genesis genesis, Encoded state) throws MalformedException {
        ByteReader in = new ByteReader(state.bytes());
        Ledger ledger = Ledger.EMPTY;
        while (!in.isAtEnd()) {
            ledger = ledger.with(read(in, state.format()));
        }
        return ledger;
    }

    private static void write(ByteWriter out, Entry entry, int format) {
        out.putSignedVar(entry.amount()).putText(entry.memo());
        if (format == 2) {
            out.putText(entry.category());
        }
    }

    private static Entry read(ByteReader in, int format) throws MalformedException {
        long amount = in.signedVar();
        String memo = in.text();
        String category = format == 2 ? in.text() : "";
        try {
            return new Entry(amount, memo, category);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage(), e);
        }
    }
}
