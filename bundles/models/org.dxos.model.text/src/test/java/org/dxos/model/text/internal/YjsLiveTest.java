package org.dxos.model.text.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dxos.model.text.internal.yjs.Json;
import org.dxos.model.text.internal.yjs.Update;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What this document makes of its own updates, Yjs makes of them too. Needs node and npm; see {@code itests/yjs}. */
class YjsLiveTest {
    private static final Path ORACLE = Path.of("../../../itests/yjs");
    private static final Path WORK = Path.of("target/yjs");

    @Test
    void updatesWrittenHereGiveTheSameTextFormattingAndXmlInYjs() throws Exception {
        install();
        List<String> questions = new ArrayList<>();
        List<YjsHistory.Shown> expected = new ArrayList<>();
        Seeds.forEach(40, random -> {
            Peer fresh = new Peer(99);
            List<String> updates = new ArrayList<>();
            for (Update update : written(random)) {
                updates.add(update.version1().hex());
            }
            for (int i = 0; i < updates.size(); i++) {
                fresh.state.applyAny(Peer.decode(org.dxos.base.Bytes.fromHex(updates.get(i))));
            }
            questions.add(Json.write(Map.of("updates", updates)));
            expected.add(YjsHistory.Shown.of(fresh));
            questions.add(Json.write(
                    Map.of("updates", List.of(fresh.text().encodeStateAsUpdate().hex()))));
            expected.add(YjsHistory.Shown.of(fresh));
        });
        Path answers = ask(questions);
        List<String> lines = Files.readAllLines(answers);
        assertEquals(questions.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Map<?, ?> shown = (Map<?, ?>) Json.value(lines.get(i));
            assertEquals(
                    expected.get(i),
                    new YjsHistory.Shown(
                            (String) shown.get("text"), Json.write(shown.get("delta")), (String) shown.get("xml")),
                    "question " + i);
        }
    }

    /** What three writers wrote, in an order that respects causality. */
    private static List<Update> written(Random random) {
        List<Peer> peers = List.of(new Peer(1), new Peer(2), new Peer(3));
        List<Update> log = new ArrayList<>();
        List<Integer> writers = new ArrayList<>();
        int[] known = new int[peers.size()];
        for (int step = 0; step < 60; step++) {
            int at = random.nextInt(peers.size());
            Peer peer = peers.get(at);
            if (random.nextInt(3) == 0) {
                for (; known[at] < log.size(); known[at]++) {
                    peer.receive(log.get(known[at]), peers.get(writers.get(known[at])).feed);
                }
            }
            Update update = new RandomUpdates(random, peer.state, peer.feed).honest();
            peer.write(update);
            log.add(update);
            writers.add(at);
        }
        return log;
    }

    private static void install() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(ORACLE), "not checked against yjs: there is no itests/yjs beside this checkout");
        Files.createDirectories(WORK);
        for (String name : List.of("package.json", "package-lock.json", "histories.mjs", "clients.mjs", "check.mjs")) {
            Files.write(WORK.resolve(name), Files.readAllBytes(ORACLE.resolve(name)));
        }
        int result;
        try {
            result = run(List.of("npm", "ci", "--silent", "--no-audit", "--no-fund"), null, WORK.resolve("npm.log"));
        } catch (IOException e) {
            Assumptions.abort("not checked against yjs: there is no npm here");
            return;
        }
        Assumptions.assumeTrue(result == 0, "not checked against yjs: npm ci failed, see target/yjs/npm.log");
    }

    private static Path ask(List<String> questions) throws Exception {
        Path input = WORK.resolve("questions.jsonl");
        Path output = WORK.resolve("answers.jsonl");
        Files.write(input, questions, StandardCharsets.UTF_8);
        assertEquals(0, run(List.of("node", "check.mjs"), input, output), "check.mjs");
        return output;
    }

    private static int run(List<String> command, Path input, Path output) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(WORK.toFile());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.redirectOutput(output.toFile())
                .redirectError(WORK.resolve("errors.log").toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }
}
