package org.dxos.node.internal.command;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dxos.base.MalformedException;

/**
 * What goes over the node's socket: frames of a type byte, the length of the content as four bytes, and the content. The
 * caller sends {@link #FOLDER}, where it stands, one {@link #WORD} for each word of a command, and then {@link #RUN}; the node answers with any number of {@link
 * #OUTPUT} and {@link #ERROR} and one {@link #RESULT}, the exit code as four bytes.
 */
public final class Frames {
    static final byte WORD = 'W';
    static final byte FOLDER = 'D';
    static final byte RUN = 'X';
    static final byte OUTPUT = 'O';
    static final byte ERROR = 'E';
    static final byte RESULT = 'R';

    static final int MAX_WORD = 1 << 20;
    static final int MAX_WORDS = 1000;

    private static final int MAX_CHUNK = 1 << 16;

    private Frames() {}

    /**
     * What a caller wants.
     *
     * @param folder the absolute folder that it stands in, from which its file names are meant; empty when it did not say
     */
    public record Command(List<String> words, String folder) {
        public Command {
            words = List.copyOf(words);
        }
    }

    /** Reads one command. */
    public static Command readCommand(DataInputStream from) throws IOException, MalformedException {
        List<String> words = new ArrayList<>();
        String folder = "";
        while (true) {
            byte type = from.readByte();
            int length = from.readInt();
            if (type == RUN && length == 0) {
                return new Command(words, folder);
            }
            if ((type != WORD && type != FOLDER) || length < 0 || length > MAX_WORD || words.size() == MAX_WORDS) {
                throw new MalformedException("not a command: frame of type " + type + " with " + length
                        + " bytes after " + words.size() + " words");
            }
            byte[] content = from.readNBytes(length);
            if (content.length < length) {
                throw new MalformedException("the command ends within a word");
            }
            String text = new String(content, StandardCharsets.UTF_8);
            if (type == WORD) {
                words.add(text);
            } else {
                folder = text;
            }
        }
    }

    /** A stream whose bytes go out as frames; flushed with each write, closed without closing the target. */
    public static OutputStream output(DataOutputStream to, boolean error) {
        return new FrameStream(to, error ? ERROR : OUTPUT);
    }

    /** Ends the answer. */
    public static void writeResult(DataOutputStream to, int exitCode) throws IOException {
        synchronized (to) {
            to.writeByte(RESULT);
            to.writeInt(Integer.BYTES);
            to.write(ByteBuffer.allocate(Integer.BYTES).putInt(exitCode).array());
            to.flush();
        }
    }

    private static final class FrameStream extends OutputStream {
        private final DataOutputStream to;
        private final byte type;

        FrameStream(DataOutputStream to, byte type) {
            this.to = to;
            this.type = type;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            synchronized (to) {
                for (int done = 0; done < length; done += MAX_CHUNK) {
                    int chunk = Math.min(MAX_CHUNK, length - done);
                    to.writeByte(type);
                    to.writeInt(chunk);
                    to.write(bytes, offset + done, chunk);
                }
                to.flush();
            }
        }
    }
}
