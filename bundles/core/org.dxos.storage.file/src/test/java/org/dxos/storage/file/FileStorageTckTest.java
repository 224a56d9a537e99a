package org.dxos.storage.file;

import java.nio.file.Path;
import org.dxos.storage.Storage;
import org.dxos.storage.tck.StorageTck;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTckTest extends StorageTck {
    @TempDir
    Path home;

    private int count;

    @Override
    protected Storage create() throws Exception {
        return FileStorage.open(home.resolve("store" + count++));
    }

    @Override
    protected Storage reopen(Storage closed) throws Exception {
        return FileStorage.open(Path.of(closed.location()));
    }
}
