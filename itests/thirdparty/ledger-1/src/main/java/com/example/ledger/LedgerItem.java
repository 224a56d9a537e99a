package com.example.ledger;

import java.util.List;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.Receipt;

/** A ledger as applications see it. */
public final class LedgerItem {
    private final ItemAccess<Ledger, Entry> item;

    LedgerItem(ItemAccess<Ledger, Entry> item) {
        this.item = item;
    }

    public long balance() {
        return item.read(Ledger::balance);
    }

    public List<Ledger.Line> lines() {
        return item.read(Ledger::lines);
    }

    public Receipt deposit(long amount, String memo) {
        return item.write(entry(amount, memo));
    }

    /** Refused when the balance known here does not cover it. */
    public Receipt withdraw(long amount, String memo) {
        Entry entry = entry(amount, memo);
        return item.write((ledger, context) -> {
            if (ledger.balance() < amount) {
                throw new IllegalArgumentException("the balance is " + ledger.balance());
            }
            return new Entry(-amount, entry.memo());
        });
    }

    private static Entry entry(long amount, String memo) {
        if (amount <= 0) {
            throw new IllegalArgumentException("the amount must be above 0, not " + amount);
        }
        return new Entry(amount, memo);
    }
}
