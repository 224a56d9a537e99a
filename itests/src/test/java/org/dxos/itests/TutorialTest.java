package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tutorial shows is what the third party's project holds, and its commands do what it says. */
class TutorialTest {
    private static final Path TUTORIAL = Tree.ROOT.resolve("docs/tutorial-model.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^<!-- (from|run with) (\\S+) -->\\n```\\w*\\n(.*?)^```$");
    private static final Pattern FENCE = Pattern.compile("(?m)^```");

    @TempDir
    Path folder;

    private record Block(String kind, String source, String text) {}

    private static List<Block> blocks() throws Exception {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(TUTORIAL));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return blocks;
    }

    @Test
    void everyBlockSaysWhereItIsFrom() throws Exception {
        long fences = FENCE.matcher(Files.readString(TUTORIAL)).results().count();
        assertEquals(fences, 2L * blocks().size());
    }

    @Test
    void everySnippetStandsInTheProject() throws Exception {
        for (Block block : blocks()) {
            if (block.kind.equals("from")) {
                String source = Files.readString(Tree.ROOT.resolve(block.source));
                assertTrue(source.contains(block.text), () -> block.source + " does not hold:\n" + block.text);
            }
        }
    }

    @Test
    void theCommandsDoWhatIsSaid() throws Exception {
        Block commands = blocks().stream()
                .filter(block -> block.kind.equals("run with"))
                .findFirst()
                .orElseThrow();
        Dxos dxos = new Dxos(folder.resolve("home"));
        Files.createDirectories(dxos.deploy());
        Files.write(dxos.deploy().resolve("ledger.jar"), ThirdParty.release(1));
        Path script = folder.resolve("tutorial.gogo");
        Files.writeString(script, commands.text);
        String out = dxos.run("script", script.toString(), "--profile", "development")
                .expect(0)
                .out();
        assertTrue(out.contains("70") && out.contains("car"), out);
    }
}
