package org.dxos.node.internal.osgi;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.dxos.base.MalformedException;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.node.CommandException;
import org.dxos.node.internal.command.CommandLine;
import org.dxos.node.internal.command.Frames;
import org.dxos.node.internal.command.SocketStreams;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands for {@code bin/dxos} over a Unix domain socket that only the owner of the home folder can open. Its path is in
 * {@code run/address}, since a socket's path must be short and a home's need not be.
 */
@Component(
        service = {},
        immediate = true)
public final class CommandSocket {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSocket.class);
    private static final int MAX_COMMANDS = 16;
    private static final int MAX_PATH = 100;
    /** The variable that one command leaves to the next: the party that was chosen. */
    private static final String CARRIED = "PARTY";

    private final CommandProcessor processor;
    private final SystemScheduler threads;
    private final ServerSocketChannel server;
    private final Path socket;
    private final Path address;
    private volatile @Nullable Object carried;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    @Activate
    public CommandSocket(BundleContext context, @Reference CommandProcessor processor) throws IOException {
        this.processor = processor;
        Path run = HomeFolder.of(context).run();
        this.address = run.resolve("address");
        Path beside = run.resolve("socket");
        boolean fits = beside.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH;
        this.socket = fits
                ? beside
                : Files.createTempDirectory(Path.of("/tmp"), "dxos").resolve("socket");
        Files.deleteIfExists(socket);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(address, socket.toString());
        // One thread accepts; each command has one that runs it and one that notices its caller going away.
        this.threads = new SystemScheduler(
                "command", 1 + 2 * MAX_COMMANDS, failure -> LOG.warn("a command failed unexpectedly", failure));
        threads.execute(this::accept);
    }

    @Deactivate
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
        threads.close();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(address);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (open.size() >= MAX_COMMANDS) {
                    refuse(channel);
                } else {
                    open.add(channel);
                    threads.execute(() -> serve(channel));
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("cannot take a command: {}", e.toString());
            }
        }
    }

    private static void refuse(SocketChannel channel) throws IOException {
        try (channel) {
            DataOutputStream to = new DataOutputStream(SocketStreams.output(channel));
            Frames.output(to, true)
                    .write(("the node runs " + MAX_COMMANDS + " commands already\n").getBytes(StandardCharsets.UTF_8));
            Frames.writeResult(to, CommandException.CONFLICT);
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            DataInputStream from = new DataInputStream(new BufferedInputStream(SocketStreams.input(channel)));
            DataOutputStream to = new DataOutputStream(new BufferedOutputStream(SocketStreams.output(channel)));
            Frames.Command command = Frames.readCommand(from);
            try (Shell shell = new Shell(processor, Frames.output(to, false), Frames.output(to, true))) {
                if (!command.folder().isEmpty()) {
                    shell.standIn(Path.of(command.folder()));
                }
                shell.put(CARRIED, carried);
                threads.execute(() -> interruptWhenGone(from, shell));
                Frames.writeResult(to, run(shell, command.words(), to));
                carried = shell.get(CARRIED);
            }
        } catch (MalformedException e) {
            LOG.warn("refused a command: {}", e.getMessage());
        } catch (IOException e) {
            LOG.debug("a caller went away: {}", e.toString());
        } finally {
            open.remove(channel);
        }
    }

    private static int run(Shell shell, List<String> words, DataOutputStream to) throws IOException {
        try {
            return shell.run(CommandLine.of(words), "");
        } catch (CommandException e) {
            Frames.output(to, true).write((e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
            return e.exitCode();
        }
    }

    private static void interruptWhenGone(DataInputStream from, Shell shell) {
        try {
            if (from.read() < 0) {
                shell.interrupt();
            }
        } catch (IOException e) {
            shell.interrupt();
        }
    }
}
