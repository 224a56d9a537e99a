package org.dxos.model.text.internal.yjs;

import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * A Yjs update. Immutable; equal when equal in version 1. Structs of one client stand together, in the order of their clocks.
 */
public final class Update {
    private final List<Struct> structs;
    private final List<DeleteRange> deletes;
    private volatile @Nullable Bytes version1;

    public Update(List<Struct> structs, List<DeleteRange> deletes) {
        this(List.copyOf(structs), List.copyOf(deletes), null);
    }

    private Update(List<Struct> structs, List<DeleteRange> deletes, @Nullable Bytes version1) {
        this.structs = structs;
        this.deletes = deletes;
        this.version1 = version1;
    }

    /** Reads version 1. */
    public static Update read(Bytes bytes) throws MalformedException {
        UpdateReader reader = new UpdateReader(new Version1Source(bytes), bytes.size());
        return new Update(reader.structs(), reader.deletes(), bytes);
    }

    /** Reads version 2. */
    public static Update readVersion2(Bytes bytes) throws MalformedException {
        UpdateReader reader = new UpdateReader(new Version2Source(bytes), bytes.size());
        return new Update(reader.structs(), reader.deletes(), null);
    }

    public List<Struct> structs() {
        return structs;
    }

    public List<DeleteRange> deletes() {
        return deletes;
    }

    /** This update in version 1. */
    public Bytes version1() {
        Bytes bytes = version1;
        if (bytes == null) {
            bytes = UpdateWriter.write(structs, deletes);
            version1 = bytes;
        }
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Update other && version1().equals(other.version1());
    }

    @Override
    public int hashCode() {
        return version1().hashCode();
    }

    @Override
    public String toString() {
        return structs + " - " + deletes;
    }
}
