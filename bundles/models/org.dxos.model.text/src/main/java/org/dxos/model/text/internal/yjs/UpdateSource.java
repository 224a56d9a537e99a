package org.dxos.model.text.internal.yjs;

import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;

/** The parts of an update, as one version of the format lays them out. */
interface UpdateSource {
    /** What stands in the order of the update itself in both versions. */
    ByteReader rest();

    long client() throws MalformedException;

    int leftClock() throws MalformedException;

    int rightClock() throws MalformedException;

    int info() throws MalformedException;

    String string() throws MalformedException;

    boolean isRootName() throws MalformedException;

    int typeRef() throws MalformedException;

    int length() throws MalformedException;

    String key() throws MalformedException;

    /** A value as JSON. */
    String json() throws MalformedException;

    void startDeletesOfClient();

    long deleteClock() throws MalformedException;

    long deleteLength() throws MalformedException;

    /** What {@link #rest} reads. */
    Bytes bytes();

    /** The bytes of a self-describing value, checked. */
    default Bytes any() throws MalformedException {
        int from = rest().position();
        AnyValue.skip(rest());
        return bytes().slice(from, rest().position());
    }

    default Bytes buffer() throws MalformedException {
        return rest().sized();
    }
}
