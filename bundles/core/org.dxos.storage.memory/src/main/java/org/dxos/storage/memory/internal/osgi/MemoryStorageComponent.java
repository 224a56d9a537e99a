package org.dxos.storage.memory.internal.osgi;

import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.memory.MemoryStorage;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;

/** Offers storage in memory once a configuration asks for it. */
@Component(
        service = Storage.class,
        configurationPid = "org.dxos.storage.memory",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "storage.name=memory")
public final class MemoryStorageComponent implements Storage {
    private final MemoryStorage storage = new MemoryStorage();

    @Override
    public Folder root() {
        return storage.root();
    }

    @Override
    public String location() {
        return storage.location();
    }

    @Override
    @Deactivate
    public void close() {
        storage.close();
    }
}
