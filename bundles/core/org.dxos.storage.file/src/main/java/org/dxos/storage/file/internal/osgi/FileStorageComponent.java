package org.dxos.storage.file.internal.osgi;

import java.nio.file.Path;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;
import org.dxos.storage.file.FileStorage;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Offers the node's storage folder. */
@Component(service = Storage.class, configurationPid = "org.dxos.storage.file", property = "storage.name=file")
@Designate(ocd = FileStorageComponent.Config.class)
public final class FileStorageComponent implements Storage {
    @ObjectClassDefinition(name = "Storage on a folder of the file system")
    public @interface Config {
        @AttributeDefinition(
                name = "Home",
                description = "Folder for all data. When empty: the folder \"store\" in the node's home (dxos.home).")
        String home() default "";
    }

    private final FileStorage storage;

    @Activate
    public FileStorageComponent(BundleContext context, Config config) throws StorageException {
        storage = FileStorage.open(home(config.home(), context.getProperty("dxos.home")));
    }

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
    public void close() throws StorageException {
        storage.close();
    }

    private static Path home(String configured, @org.jspecify.annotations.Nullable String nodeHome)
            throws StorageException {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        if (nodeHome == null || nodeHome.isBlank()) {
            throw new StorageException(
                    "no folder for storage: neither org.dxos.storage.file home nor the property dxos.home is set");
        }
        return Path.of(nodeHome, "store");
    }
}
