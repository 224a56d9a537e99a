package com.example.ledger;

import java.util.Optional;
import java.util.Set;
import org.dxos.echo.model.DxosType;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.TextForm;
import org.osgi.service.component.annotations.Component;

/** The typed API over ledgers. */
@Component(service = Model.class)
@DxosType(LedgerModel.TYPE)
public final class LedgerModel implements Model<Ledger, Entry, LedgerItem> {
    public static final String TYPE = "com.example.model/ledger";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String stateMachine() {
        return LedgerStateMachine.TYPE;
    }

    @Override
    public Class<LedgerItem> facadeType() {
        return LedgerItem.class;
    }

    @Override
    public LedgerItem facade(ItemAccess<Ledger, Entry> item) {
        return new LedgerItem(item);
    }

    @Override
    public Optional<TextForm<Ledger, Entry>> textForm() {
        return Optional.of(new LedgerText());
    }

    @Override
    public Set<String> fields(Ledger ledger) {
        return Set.of("balance", "lines");
    }

    @Override
    public Object field(Ledger ledger, String path) {
        return switch (path) {
            case "balance" -> ledger.balance();
            case "lines" -> (long) ledger.size();
            default -> null;
        };
    }
}
