package org.dxos.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dxos.base.Bytes;
import org.dxos.echo.Echo;
import org.dxos.echo.EchoException;
import org.dxos.echo.FeedCheck;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.halo.credential.Role;
import org.dxos.model.object.ObjectItem;
import org.dxos.node.Backups;
import org.dxos.node.CommandException;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S10: a backup holds the node as it was, a restored node shows the same, and no flipped bit goes unseen. */
final class BackupTest {
    @TempDir
    Path folder;

    private int number;

    private Path conf() throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("org.dxos.test.cfg"), "key = value\n");
        return conf;
    }

    private Path file() {
        return folder.resolve("backup-" + number++);
    }

    /** A node with a few parties, one of them written by two members. */
    private static BackedNode filled(SeededRandom random, int most) {
        BackedNode node = new BackedNode(random.below(1 << 30));
        for (int i = 0; i < random.between(1, 3); i++) {
            Party party = node.echo.createParty(random.pick("home", "work", ""));
            BackedNode.write(party, random, random.between(1, most));
        }
        Party shared = node.echo.createParty("shared");
        try (BackedNode other = new BackedNode(random.below(1 << 30) + (1L << 40))) {
            shared.admitMember(other.echo.identity(), Role.WRITER).await();
            other.echo.joinParty(shared.ticket());
            for (int round = 0; round < 2; round++) {
                other.fetch(node, shared.id());
                BackedNode.write(other.echo.party(shared.id()), random, random.between(1, most));
                node.fetch(other, shared.id());
                BackedNode.write(shared, random, random.between(1, most));
            }
        }
        return node;
    }

    @Test
    void a_restored_node_shows_the_same_and_goes_on_in_fresh_feeds() {
        long[] counts = new long[3];
        Seeds.each("backup", 20, 500, random -> {
            try (BackedNode node = filled(random, 40)) {
                Path file = file();
                Backups.Content content =
                        node.backups(conf()).write(file, Backups.Keys.LEFT_OUT, Backups.Progress.NONE);
                Map<String, Bytes> settings = new TreeMap<>();
                try (BackedNode restored = node.restored(file, settings)) {
                    assertEquals(node.seen(), restored.seen());
                    assertEquals(Map.of("org.dxos.test.cfg", Bytes.utf8("key = value\n")), settings);
                    for (Backups.PartyContent each : content.parties()) {
                        Party before = node.echo.party(each.id());
                        Party after = restored.echo.party(each.id());
                        before.feeds().stream()
                                .filter(feed -> feed.own())
                                .forEach(feed -> assertTrue(
                                        after.feeds().stream()
                                                .anyMatch(other -> other.key().equals(feed.key())
                                                        && !other.own()
                                                        && other.length() == feed.length()),
                                        "the feed of before is kept and not written"));
                        BackedNode.write(after, random, 3);
                        node.fetch(restored, each.id());
                        BackedNode.write(before, random, 3);
                        restored.fetch(node, each.id());
                        counts[1] += each.blocks();
                    }
                    assertEquals(node.seen(), restored.seen(), "both go on together");
                }
                counts[0]++;
                counts[2] += content.bytes();
                Files.delete(file);
            }
        });
        System.out.println("S10: " + counts[0] + " stores restored, " + counts[1] + " blocks, " + counts[2]
                + " bytes, 0 differences");
    }

    @Test
    void every_flipped_bit_and_every_cut_is_found() throws IOException {
        SeededRandom random = new SeededRandom(10);
        try (BackedNode node = new BackedNode(10)) {
            BackedNode.write(node.echo.createParty("home"), random, 2);
            Path file = file();
            Backups backups = node.backups(conf());
            backups.write(file, Backups.Keys.LEFT_OUT, Backups.Progress.NONE);
            byte[] sound = Files.readAllBytes(file);
            for (int at = 0; at < sound.length; at++) {
                byte[] flipped = sound.clone();
                flipped[at] ^= (byte) (1 << random.below(8));
                refused(backups, flipped, "byte " + at);
                refused(backups, java.util.Arrays.copyOf(sound, at), "cut at " + at);
            }
            refused(backups, java.util.Arrays.copyOf(sound, sound.length + 1), "a byte more");
            System.out.println("S10: " + sound.length + " flipped bytes and " + sound.length + " cuts, all found");
        }
    }

    private void refused(Backups backups, byte[] content, String what) throws IOException {
        Path file = folder.resolve("changed");
        Files.write(file, content);
        CommandException refusal = assertThrows(
                CommandException.class, () -> backups.verify(file, Backups.Progress.NONE), what + " was not seen");
        assertTrue(refusal.getMessage().contains("not sound"), refusal.getMessage());
    }

    @Test
    void what_is_written_meanwhile_is_in_it_whole_or_not_at_all() throws IOException {
        SeededRandom random = new SeededRandom(11);
        try (BackedNode node = filled(random, 300)) {
            Path file = file();
            Backups.Progress writer =
                    (label, done, total) -> node.echo.parties().forEach(info -> {
                        Party party = node.echo.party(info.id());
                        var batch = party.batch();
                        for (int i = 0; i < 3; i++) {
                            batch.item(batch.create(NewItem.of(SimNode.OBJECT).type("three")), ObjectItem.class)
                                    .set("n", 1L);
                        }
                        batch.commit().await();
                    });
            Backups.Content content = node.backups(conf()).write(file, Backups.Keys.LEFT_OUT, writer);
            try (BackedNode restored = node.restored(file, new TreeMap<>())) {
                long three = 0;
                for (Backups.PartyContent each : content.parties()) {
                    Party party = restored.echo.party(each.id());
                    party.feeds().forEach(feed -> assertEquals(feed.length(), feed.processed(), "a block waits"));
                    three += party.view().count(org.dxos.echo.Query.all().type("three"));
                }
                assertEquals(0, three % 3, "a batch is there in part");
                assertTrue(three > 0, "nothing was written before the last party was taken");
            }
        }
    }

    @Test
    void a_feed_that_is_damaged_is_found_and_mended_from_an_archive() throws IOException {
        long[] found = new long[2];
        Seeds.each("mending", 20, 500, random -> {
            try (BackedNode node = filled(random, 20)) {
                PartyInfo info = random.pick(node.echo.parties());
                Party party = node.echo.party(info.id());
                ByteArrayOutputStream archive = new ByteArrayOutputStream();
                node.echo.exportParty(info.id(), archive, Echo.Progress.NONE);
                List<String> before = node.seen().get(info.id());
                FaultyStorage disk = node.disk();
                String feed = random.pick(party.feeds()).key().hex();
                List<String> segments = disk.sizes().keySet().stream()
                        .filter(path -> path.contains(feed)
                                && path.endsWith(".segment")
                                && disk.sizes().get(path) > 300)
                        .toList();
                if (segments.isEmpty()) {
                    return;
                }
                String path = random.pick(segments);
                disk.flip(path, 130 + random.below((int) (disk.sizes().get(path) - 130)), random.below(8));
                BackedNode again = node.startedFrom(disk);
                boolean isSound = again.echo.verifyParty(info.id(), Echo.Progress.NONE).stream()
                        .allMatch(FeedCheck::isSound);
                if (isSound) {
                    // The end of somebody else's feed cannot be told from an unfinished write: it is cut off, and comes
                    // again.
                    assertFalse(again.echo.party(info.id()).feeds().stream()
                            .anyMatch(each -> each.own() && each.key().hex().equals(feed)));
                    again.echo.importParty(new ByteArrayInputStream(archive.toByteArray()), Echo.Progress.NONE);
                } else {
                    long blocks = again.echo.repairParty(
                            info.id(), new ByteArrayInputStream(archive.toByteArray()), Echo.Progress.NONE);
                    assertTrue(blocks > 0, "nothing was mended of " + path);
                    found[0]++;
                    found[1] += blocks;
                }
                assertEquals(before, again.seen().get(info.id()));
                assertTrue(again.echo.verifyParty(info.id(), Echo.Progress.NONE).stream()
                        .allMatch(FeedCheck::isSound));
                again.echo.close();
            }
        });
        assertTrue(found[0] > 5, "hardly any feed was damaged");
        System.out.println("mended feeds: " + found[0] + ", blocks read anew: " + found[1]);
    }

    @Test
    void one_that_fails_leaves_nothing_and_one_that_is_there_is_not_touched() throws IOException {
        try (BackedNode node = filled(new SeededRandom(12), 5)) {
            Path file = file();
            for (int calls = 0; calls < 4; calls++) {
                Echo failing = failingAfter(node.echo, calls);
                int parties = node.echo.parties().size();
                if (calls < parties) {
                    assertThrows(CommandException.class, () -> node.backups(failing, conf())
                            .write(file, Backups.Keys.LEFT_OUT, Backups.Progress.NONE));
                }
            }
            try (Stream<Path> left = Files.list(folder)) {
                assertEquals(List.of(folder.resolve("conf")), left.toList());
            }
            Files.writeString(file, "mine");
            CommandException refusal = assertThrows(CommandException.class, () -> node.backups(conf())
                    .write(file, Backups.Keys.LEFT_OUT, Backups.Progress.NONE));
            assertEquals(CommandException.CONFLICT, refusal.exitCode());
            assertEquals("mine", Files.readString(file));
        }
    }

    /** The same, whose export breaks off in the middle after so many parties. */
    private static Echo failingAfter(Echo echo, int parties) {
        int[] left = {parties};
        return (Echo) Proxy.newProxyInstance(
                Echo.class.getClassLoader(), new Class<?>[] {Echo.class}, (proxy, method, all) -> {
                    if (method.getName().equals("exportParty") && left[0]-- == 0) {
                        ((OutputStream) all[1]).write(new byte[2 << 20]);
                        throw new EchoException(EchoException.Code.STORAGE, "the disk is full");
                    }
                    try {
                        return method.invoke(echo, all);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
