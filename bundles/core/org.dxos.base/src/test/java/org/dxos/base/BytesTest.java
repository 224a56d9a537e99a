package org.dxos.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void slicesAndConcatenationsKeepTheBytes() {
        Cases.each(2_000, 100_000, random -> {
            Bytes whole = Cases.bytes(random, random.nextInt(50));
            int from = random.nextInt(whole.size() + 1);
            int to = random.nextInt(from, whole.size() + 1);
            Bytes left = whole.slice(0, from);
            Bytes middle = whole.slice(from, to);
            Bytes right = whole.slice(to, whole.size());
            assertEquals(whole, left.concat(middle).concat(right));
            assertEquals(whole.hashCode(), left.concat(middle.concat(right)).hashCode());
            assertEquals(to - from, middle.size());
            assertEquals(whole.hex().substring(2 * from, 2 * to), middle.hex());
            for (int i = 0; i < middle.size(); i++) {
                assertEquals(whole.at(from + i), middle.at(i));
            }
            int inner = random.nextInt(middle.size() + 1);
            assertEquals(whole.slice(from, from + inner), middle.slice(0, inner));
        });
    }

    @Test
    void equalityHashAndOrderAreThoseOfTheContent() {
        Cases.each(5_000, 200_000, random -> {
            Bytes a = Cases.bytes(random, random.nextInt(4));
            Bytes b = random.nextBoolean()
                    ? Cases.bytes(random, random.nextInt(4))
                    : padded(a).slice(3, 3 + a.size());
            assertEquals(a.hex().equals(b.hex()), a.equals(b));
            assertEquals(a.equals(b), a.equalsConstantTime(b));
            assertEquals(a.equals(b), a.compareTo(b) == 0);
            assertEquals(Integer.signum(a.hex().compareTo(b.hex())), Integer.signum(a.compareTo(b)));
            assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)));
            if (a.equals(b)) {
                assertEquals(a.hashCode(), b.hashCode());
            }
        });
        assertNotEquals((Object) Bytes.EMPTY, "");
    }

    private static Bytes padded(Bytes bytes) {
        return Bytes.fromHex("ffffff").concat(bytes).concat(Bytes.fromHex("00"));
    }

    @Test
    void everyWayInAndOutKeepsTheBytes() {
        Cases.each(1_000, 50_000, random -> {
            Bytes bytes = padded(Cases.bytes(random, random.nextInt(40))).slice(1, 4);
            assertEquals(bytes, Bytes.fromHex(bytes.hex()));
            assertEquals(bytes, Bytes.fromHex(bytes.hex().toUpperCase(java.util.Locale.ROOT)));
            assertEquals(bytes, Bytes.copyOf(bytes.toArray()));
            assertEquals(bytes, Bytes.wrap(bytes.toArray()));
            assertEquals(bytes, Bytes.copyOf(bytes.asByteBuffer()));
            byte[] target = new byte[bytes.size() + 2];
            bytes.copyTo(target, 2);
            assertEquals(bytes, Bytes.wrap(target, 2, bytes.size()));
            assertEquals(bytes, Bytes.copyOf(target, 2, bytes.size()));
        });
        assertEquals("grüße 🎉", Bytes.utf8("grüße 🎉").asUtf8());
    }

    @Test
    void aCopyIsNotChangedThroughItsSource() {
        byte[] source = {1, 2, 3};
        Bytes copy = Bytes.copyOf(source);
        Bytes part = Bytes.copyOf(source, 1, 2);
        source[1] = 9;
        assertEquals("010203", copy.hex());
        assertEquals("0203", part.hex());
        copy.toArray()[0] = 9;
        assertEquals("010203", copy.hex());
    }

    @Test
    void aBufferOverTheBytesIsReadOnlyAndItsOwn() {
        Bytes bytes = Bytes.fromHex("00010203").slice(1, 3);
        ByteBuffer buffer = bytes.asByteBuffer();
        assertEquals(2, buffer.remaining());
        assertThrows(ReadOnlyBufferException.class, () -> buffer.put((byte) 1));
        assertEquals(1, buffer.get());
        assertEquals(2, bytes.asByteBuffer().remaining());
        assertEquals("02", Bytes.copyOf(buffer).hex());
        assertEquals(1, buffer.remaining());
    }

    @Test
    void whatIsOutOfBoundsIsRefused() {
        Bytes bytes = Bytes.fromHex("00010203").slice(1, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.at(2));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.at(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(-1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(new byte[2], 1, 2));
        for (String text : List.of("0", "0g", "0x", " 00", "0 ")) {
            assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex(text), text);
        }
    }

    @Test
    void emptyIsOne() {
        assertSame(Bytes.EMPTY, Bytes.copyOf(new byte[0]));
        assertSame(Bytes.EMPTY, Bytes.fromHex("00").slice(1, 1));
        assertTrue(Bytes.EMPTY.isEmpty());
        assertFalse(Bytes.fromHex("00").isEmpty());
    }

    @Test
    void aLongTextIsCut() {
        assertEquals("0102", Bytes.fromHex("0102").toString());
        assertEquals("00".repeat(32), Bytes.wrap(new byte[32]).toString());
        assertEquals("00".repeat(32) + "… (33 bytes)", Bytes.wrap(new byte[33]).toString());
    }
}
