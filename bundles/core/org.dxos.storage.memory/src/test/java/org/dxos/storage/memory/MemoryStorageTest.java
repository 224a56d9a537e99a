package org.dxos.storage.memory;

import org.dxos.storage.Storage;
import org.dxos.storage.tck.StorageTck;

class MemoryStorageTest extends StorageTck {
    @Override
    protected Storage create() {
        return new MemoryStorage();
    }

    @Override
    protected Storage reopen(Storage closed) throws Exception {
        return ((MemoryStorage) closed).reopen();
    }
}
