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
        return Descriptor.of(TYPE, Order.TOTAL);
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
        ByteWriter out = new ByteWriter();
        write(out, entry);
        return new Encoded(1, out.toBytes());
    }

    @Override
    public Entry decodeMutation(Encoded mutation) throws MalformedException {
        ByteReader in = new ByteReader(mutation.bytes());
        Entry entry = read(in);
        in.expectEnd();
        return entry;
    }

    @Override
    public Encoded encodeState(Ledger ledger) {
        ByteWriter out = new ByteWriter();
        ledger.lines().forEach(line -> write(out, line.entry()));
        return new Encoded(1, out.toBytes());
    }

    @Override
    public Ledger decodeState(Genesis genesis, Encoded state) throws MalformedException {
        ByteReader in = new ByteReader(state.bytes());
        Ledger ledger = Ledger.EMPTY;
        while (!in.isAtEnd()) {
            ledger = ledger.with(read(in));
        }
        return ledger;
    }

    private static void write(ByteWriter out, Entry entry) {
        out.putSignedVar(entry.amount()).putText(entry.memo());
    }

    private static Entry read(ByteReader in) throws MalformedException {
        long amount = in.signedVar();
        String memo = in.text();
        try {
            return new Entry(amount, memo);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage(), e);
        }
    }
}
