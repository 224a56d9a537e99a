package org.dxos.echo.engine.internal.page;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;
import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.EchoException;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;

/**
 * One file of pages. A record is the length of the body, the length of the table, the CRC32C of both lengths, body and table (four
 * bytes each), the body, the table. The body begins with the number of pages below and their names; the table says for each how far
 * back it lies, how long its record is, and the bytes of all below it. All pages below a page are in its file.
 *
 * <p>Any thread reads.
 */
final class PageFile {
    static final int HEADER = 12;

    private final int number;
    private final AppendFile file;
    /** Bytes that a crash does not touch. Confined to the writer. */
    private long safe;

    private volatile boolean damaged;

    PageFile(int number, AppendFile file, long safe) {
        this.number = number;
        this.file = file;
        this.safe = safe;
    }

    int number() {
        return number;
    }

    AppendFile file() {
        return file;
    }

    String location() {
        return file.location();
    }

    long safe() {
        return safe;
    }

    void safe(long size) {
        safe = size;
    }

    PageReader read(Position position, long high, long low) {
        try {
            return readWhole(position, high, low);
        } catch (PageException e) {
            if (e.code() == EchoException.Code.DAMAGED) {
                damaged = true;
            }
            throw e;
        }
    }

    /** Whether a page was found to be damaged. */
    boolean isDamaged() {
        return damaged;
    }

    private PageReader readWhole(Position position, long high, long low) {
        byte[] record = load(position);
        ByteReader in = new ByteReader(Bytes.wrap(record));
        try {
            int body = in.int32();
            int table = in.int32();
            int sum = in.int32();
            if (body < 0 || table < 0 || (long) HEADER + body + table != record.length) {
                throw damaged(position, "its record has another length than is known");
            }
            if (sum != checksum(record)) {
                throw damaged(position, "its checksum is wrong");
            }
            Bytes content = Bytes.wrap(record, HEADER, body);
            if (!isNamed(record, body, high, low)) {
                throw damaged(position, "another page is in its place");
            }
            return new PageReader(position, content, Bytes.wrap(record, HEADER + body, table));
        } catch (MalformedException e) {
            throw new PageException(location(), position.offset(), "the page is damaged: " + e.getMessage(), e);
        }
    }

    /** The checksum of a record: of all of it but the place where the checksum is. */
    static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, 8);
        crc.update(record, HEADER, record.length - HEADER);
        return (int) crc.getValue();
    }

    static byte[] digest(byte[] record, int body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(record, HEADER, body);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static long word(byte[] digest, int from) {
        return ByteBuffer.wrap(digest).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(from);
    }

    private static boolean isNamed(byte[] record, int body, long high, long low) {
        byte[] digest = digest(record, body);
        return word(digest, 0) == high && word(digest, 8) == low;
    }

    private byte[] load(Position position) {
        if (position.length() < HEADER || position.offset() + position.length() > file.size()) {
            throw damaged(position, "it is missing: the file has " + file.size() + " bytes");
        }
        byte[] record = new byte[position.length()];
        try {
            int count = file.read(position.offset(), ByteBuffer.wrap(record));
            if (count < record.length) {
                throw new StorageException(location() + ": " + count + " of " + record.length + " bytes were read");
            }
        } catch (StorageException e) {
            throw new PageException(location(), position.offset(), "cannot be read: " + e.getMessage(), e);
        }
        return record;
    }

    private PageException damaged(Position position, String detail) {
        return new PageException(location(), position.offset(), "the page is damaged: " + detail);
    }
}
