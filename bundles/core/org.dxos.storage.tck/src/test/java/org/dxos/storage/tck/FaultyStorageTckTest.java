package org.dxos.storage.tck;

import org.dxos.storage.Storage;

class FaultyStorageTckTest extends StorageTck {
    @Override
    protected Storage create() {
        return new FaultyStorage();
    }

    @Override
    protected Storage reopen(Storage closed) {
        return ((FaultyStorage) closed).restart();
    }
}
