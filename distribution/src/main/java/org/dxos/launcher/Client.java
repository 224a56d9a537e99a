package org.dxos.launcher;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs one shell command in the running node. Both sides send frames: a type byte, the length as four bytes, the content.
 * Here: {@code D} the caller's folder, {@code W} one word of the command, {@code X} go. There: {@code O} output, {@code E} error output, {@code R} the exit
 * code as four bytes.
 */
final class Client {
    private static final int MAX_FRAME = 1 << 20;

    private final PrintStream out;
    private final PrintStream err;

    Client(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int run(Path home, List<String> words) throws LaunchException {
        Path address = home.resolve("run/address");
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(Files.readString(address).strip()));
            DataOutputStream to = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
            send(to, 'D', Path.of("").toAbsolutePath().toString());
            for (String word : words) {
                send(to, 'W', word);
            }
            send(to, 'X', "");
            to.flush();
            return copy(new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel))));
        } catch (IOException e) {
            throw new LaunchException(
                    Exit.UNREACHABLE, "no node answers on " + home + " (" + e + "); start one with: dxos start");
        }
    }

    private static void send(DataOutputStream to, char type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        to.writeByte(type);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private int copy(DataInputStream from) throws IOException, LaunchException {
        while (true) {
            int type;
            try {
                type = from.readByte();
            } catch (EOFException e) {
                throw new LaunchException(Exit.UNREACHABLE, "the node ended before the command did");
            }
            int length = from.readInt();
            if (length < 0 || length > MAX_FRAME) {
                throw new LaunchException(Exit.FAILED, "the node sent a frame of " + length + " bytes");
            }
            byte[] content = from.readNBytes(length);
            switch (type) {
                case 'O' -> {
                    out.write(content, 0, length);
                    out.flush();
                }
                case 'E' -> {
                    err.write(content, 0, length);
                    err.flush();
                }
                case 'R' -> {
                    return java.nio.ByteBuffer.wrap(content).getInt();
                }
                default -> throw new LaunchException(Exit.FAILED, "the node sent a frame of unknown type " + type);
            }
        }
    }
}
