package org.dxos.echo.feed.log.internal.osgi;

import org.dxos.echo.feed.BlobStores;
import org.dxos.echo.feed.log.internal.blob.FolderBlobStores;
import org.dxos.storage.Storage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Offers the blobs in the node's storage. */
@Component(service = BlobStores.class)
public final class BlobStoresComponent extends FolderBlobStores {
    @Activate
    public BlobStoresComponent(@Reference Storage storage) {
        super(storage);
    }
}
