package org.dxos.model.text.internal.yjs;

import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;

/** Version 1: everything in one stream. */
final class Version1Source implements UpdateSource {
    private final Bytes bytes;
    private final ByteReader in;

    Version1Source(Bytes bytes) {
        this.bytes = bytes;
        in = new ByteReader(bytes);
    }

    @Override
    public ByteReader rest() {
        return in;
    }

    @Override
    public Bytes bytes() {
        return bytes;
    }

    @Override
    public long client() throws MalformedException {
        return Numbers.client(in.var());
    }

    @Override
    public int leftClock() throws MalformedException {
        return Numbers.clock(in.var());
    }

    @Override
    public int rightClock() throws MalformedException {
        return Numbers.clock(in.var());
    }

    @Override
    public int info() throws MalformedException {
        return in.unsignedByte();
    }

    @Override
    public String string() throws MalformedException {
        return in.text();
    }

    @Override
    public boolean isRootName() throws MalformedException {
        return in.var() == 1;
    }

    @Override
    public int typeRef() throws MalformedException {
        return in.var(Content.Type.XML_TEXT);
    }

    @Override
    public int length() throws MalformedException {
        return Numbers.length(in.var());
    }

    @Override
    public String key() throws MalformedException {
        return in.text();
    }

    @Override
    public String json() throws MalformedException {
        return Json.checked(in.text());
    }

    @Override
    public void startDeletesOfClient() {}

    @Override
    public long deleteClock() throws MalformedException {
        return in.var();
    }

    @Override
    public long deleteLength() throws MalformedException {
        return in.var();
    }
}
