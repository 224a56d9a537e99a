package org.dxos.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
    /** One thing to read, and how to read it. */
    private enum Kind {
        BYTE,
        INT,
        LONG,
        DOUBLE,
        VAR,
        SIGNED_VAR,
        SIZED,
        TEXT
    }

    private static Object randomValue(Kind kind, SplittableRandom random) {
        long bits = random.nextLong() >>> random.nextInt(64);
        return switch (kind) {
            case BYTE -> (int) (bits & 0xff);
            case INT -> (int) random.nextLong();
            case LONG, SIGNED_VAR -> random.nextBoolean() ? bits : -bits;
            case VAR -> bits;
            case DOUBLE -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
            case SIZED -> Cases.bytes(random, random.nextInt(300));
            case TEXT -> "aä€🎉".repeat(random.nextInt(40));
        };
    }

    private static void write(ByteWriter out, Kind kind, Object value) {
        switch (kind) {
            case BYTE -> out.put((int) value);
            case INT -> out.putInt((int) value);
            case LONG -> out.putLong((long) value);
            case DOUBLE -> out.putDouble((double) value);
            case VAR -> out.putVar((long) value);
            case SIGNED_VAR -> out.putSignedVar((long) value);
            case SIZED -> out.putSized((Bytes) value);
            case TEXT -> out.putText((String) value);
        }
    }

    private static Object read(ByteReader in, Kind kind) throws MalformedException {
        return switch (kind) {
            case BYTE -> in.unsignedByte();
            case INT -> in.int32();
            case LONG -> in.int64();
            case DOUBLE -> in.float64();
            case VAR -> in.var();
            case SIGNED_VAR -> in.signedVar();
            case SIZED -> in.sized();
            case TEXT -> in.text();
        };
    }

    private static Bytes hex(String hex) {
        return Bytes.fromHex(hex.replace(" ", ""));
    }

    private static ByteReader reader(String hex) {
        return new ByteReader(hex(hex));
    }

    @Test
    void whatWasWrittenIsReadAndEveryCutIsMalformed() {
        Cases.each(2_000, 100_000, random -> {
            List<Kind> kinds = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            ByteWriter out = new ByteWriter(random.nextInt(100));
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
                Object value = randomValue(kind, random);
                kinds.add(kind);
                values.add(value);
                write(out, kind, value);
            }
            Bytes written = out.toBytes();
            ByteReader in = new ByteReader(hex("ff").concat(written).slice(1, written.size() + 1));
            for (int i = 0; i < kinds.size(); i++) {
                assertEquals(values.get(i), read(in, kinds.get(i)));
            }
            in.expectEnd();
            assertEquals(written.size(), in.position());
            int cut = random.nextInt(written.size());
            ByteReader part = new ByteReader(written.slice(0, cut));
            assertThrows(MalformedException.class, () -> {
                for (Kind kind : kinds) {
                    read(part, kind);
                }
            });
        });
    }

    @Test
    void arbitraryBytesGiveAValueOrADeclaredException() {
        Cases.each(20_000, 1_000_000, random -> {
            Bytes bytes = Cases.bytes(random, random.nextInt(40));
            ByteReader in = new ByteReader(bytes);
            try {
                while (!in.isAtEnd()) {
                    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
                    int from = in.position();
                    Object value = read(in, kind);
                    ByteWriter again = new ByteWriter();
                    write(again, kind, value);
                    boolean nan = value instanceof Double number && number.isNaN();
                    assertTrue(nan || again.toBytes().equals(bytes.slice(from, in.position())), "one form for a value");
                }
            } catch (MalformedException e) {
                assertTrue(in.position() <= bytes.size());
            }
        });
    }

    @Test
    void numbersHaveTheDocumentedForm() {
        assertEquals(hex("04030201"), new ByteWriter().putInt(0x01020304).toBytes());
        assertEquals(
                hex("0807060504030201"),
                new ByteWriter().putLong(0x0102030405060708L).toBytes());
        assertEquals(hex("00"), new ByteWriter().putVar(0).toBytes());
        assertEquals(hex("7f"), new ByteWriter().putVar(127).toBytes());
        assertEquals(hex("8001"), new ByteWriter().putVar(128).toBytes());
        assertEquals(hex("ac02"), new ByteWriter().putVar(300).toBytes());
        assertEquals(hex("ffffffffffffffffff01"), new ByteWriter().putVar(-1).toBytes());
        assertEquals(hex("01"), new ByteWriter().putSignedVar(-1).toBytes());
        assertEquals(hex("02"), new ByteWriter().putSignedVar(1).toBytes());
        assertEquals(
                hex("ffffffffffffffffff01"),
                new ByteWriter().putSignedVar(Long.MIN_VALUE).toBytes());
        assertEquals(hex("03 61c3a4"), new ByteWriter().putText("aä").toBytes());
        assertEquals(hex("000000000000f03f"), new ByteWriter().putDouble(1).toBytes());
    }

    @Test
    void longFormsOfANumberAreMalformed() {
        for (String bytes : List.of(
                "8000",
                "808000",
                "ff00",
                "ffffffffffffffffff02",
                "ffffffffffffffffff7f",
                "ffffffffffffffffffff01",
                "80808080808080808080",
                "80",
                "")) {
            assertThrows(MalformedException.class, () -> reader(bytes).var(), bytes);
        }
    }

    @Test
    void aNumberAboveItsLimitIsMalformed() throws MalformedException {
        assertEquals(300, reader("ac02").var(300));
        assertThrows(MalformedException.class, () -> reader("ac02").var(299));
        assertThrows(
                MalformedException.class, () -> reader("ffffffffffffffffff01").var(Integer.MAX_VALUE));
    }

    @Test
    void noLengthIsTrustedBeforeTheBytesAreThere() {
        for (String bytes : List.of("0161 05", "ffffffff0f", "ffffffffffffffffff01", "ffffffff07 00")) {
            assertThrows(MalformedException.class, () -> {
                ByteReader in = reader(bytes);
                in.sized();
                in.sized();
            });
            assertThrows(MalformedException.class, () -> {
                ByteReader in = reader(bytes);
                in.text();
                in.text();
            });
        }
        assertThrows(MalformedException.class, () -> reader("00").bytes(-1));
        assertThrows(MalformedException.class, () -> reader("00").bytes(Integer.MAX_VALUE));
    }

    @Test
    void textThatIsNotUtf8IsMalformed() {
        for (String utf8 :
                List.of("80", "c3", "c080", "eda080", "edb080", "e080af", "f4908080", "f8888080", "ff", "61c3")) {
            Bytes bytes = hex(utf8);
            assertThrows(
                    MalformedException.class,
                    () -> new ByteReader(new ByteWriter().putSized(bytes).toBytes()).text(),
                    utf8);
        }
    }

    @Test
    void leftoverBytesAreMalformedAndNamed() {
        MalformedException refusal = assertThrows(MalformedException.class, () -> {
            ByteReader in = reader("010203");
            in.unsignedByte();
            in.expectEnd();
        });
        assertTrue(String.valueOf(refusal.getMessage()).contains("2 bytes left over at byte 1"), refusal.getMessage());
    }

    @Test
    void aWriterGrowsIsClearedAndPatched() {
        ByteWriter out = new ByteWriter(0).put(1).putInt(0).put(hex("aabb"));
        out.setInt(1, 0x01020304);
        assertEquals(hex("01 04030201 aabb"), out.toBytes());
        assertEquals(7, out.asByteBuffer().remaining());
        assertThrows(IndexOutOfBoundsException.class, () -> out.setInt(4, 1));
        assertEquals(hex("05"), out.clear().put(5).toBytes());
        Bytes large = Bytes.wrap(new byte[100_000]);
        assertEquals(large, new ByteWriter(1).put(large).toBytes());
        assertEquals(
                hex("0203"), new ByteWriter().put(new byte[] {1, 2, 3, 4}, 1, 2).toBytes());
    }
}
