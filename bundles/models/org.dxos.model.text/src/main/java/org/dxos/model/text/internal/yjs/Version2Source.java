package org.dxos.model.text.internal.yjs;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;

/** Version 2: like values stand together in columns, run-length encoded. */
final class Version2Source implements UpdateSource {
    private final DifferenceColumn keys;
    private final NumberColumn clients;
    private final DifferenceColumn leftClocks;
    private final DifferenceColumn rightClocks;
    private final ByteColumn infos;
    private final NumberColumn stringLengths;
    private final ByteColumn parentInfos;
    private final NumberColumn typeRefs;
    private final NumberColumn lengths;
    private final Bytes bytes;
    private final ByteReader rest;
    private final String strings;
    private final List<String> knownKeys = new ArrayList<>();
    private int stringPosition;
    private long deletePosition;

    Version2Source(Bytes bytes) throws MalformedException {
        this.bytes = bytes;
        rest = new ByteReader(bytes);
        rest.var();
        keys = new DifferenceColumn(rest.sized());
        clients = new NumberColumn(new ByteReader(rest.sized()));
        leftClocks = new DifferenceColumn(rest.sized());
        rightClocks = new DifferenceColumn(rest.sized());
        infos = new ByteColumn(rest.sized());
        ByteReader stringColumn = new ByteReader(rest.sized());
        strings = stringColumn.text();
        stringLengths = new NumberColumn(stringColumn);
        parentInfos = new ByteColumn(rest.sized());
        typeRefs = new NumberColumn(new ByteReader(rest.sized()));
        lengths = new NumberColumn(new ByteReader(rest.sized()));
    }

    @Override
    public ByteReader rest() {
        return rest;
    }

    @Override
    public Bytes bytes() {
        return bytes;
    }

    @Override
    public long client() throws MalformedException {
        return Numbers.client(clients.next());
    }

    @Override
    public int leftClock() throws MalformedException {
        return Numbers.clock(leftClocks.next());
    }

    @Override
    public int rightClock() throws MalformedException {
        return Numbers.clock(rightClocks.next());
    }

    @Override
    public int info() throws MalformedException {
        return infos.next();
    }

    @Override
    public String string() throws MalformedException {
        long length = stringLengths.next();
        if (length > strings.length() - stringPosition) {
            throw new MalformedException("a string of " + length + " units where fewer are left");
        }
        int end = stringPosition + (int) length;
        String string = Surrogates.replaceUnpaired(strings.substring(stringPosition, end));
        stringPosition = end;
        return string;
    }

    @Override
    public boolean isRootName() throws MalformedException {
        return parentInfos.next() == 1;
    }

    @Override
    public int typeRef() throws MalformedException {
        long ref = typeRefs.next();
        if (ref > Content.Type.XML_TEXT) {
            throw new MalformedException("there is no shared type " + ref);
        }
        return (int) ref;
    }

    @Override
    public int length() throws MalformedException {
        return Numbers.length(lengths.next());
    }

    @Override
    public String key() throws MalformedException {
        long number = keys.next();
        if (number >= 0 && number < knownKeys.size()) {
            return knownKeys.get((int) number);
        }
        String key = string();
        knownKeys.add(key);
        return key;
    }

    @Override
    public String json() throws MalformedException {
        return AnyValue.readAsJson(rest);
    }

    @Override
    public void startDeletesOfClient() {
        deletePosition = 0;
    }

    @Override
    public long deleteClock() throws MalformedException {
        deletePosition = Numbers.clock(Math.addExact(deletePosition, Numbers.clock(rest.var())));
        return deletePosition;
    }

    @Override
    public long deleteLength() throws MalformedException {
        long length = 1L + Numbers.clock(rest.var());
        deletePosition += length;
        return length;
    }
}
