package org.dxos.model.text.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.dxos.base.Bytes;
import org.junit.jupiter.api.Test;

/** What Yjs made of its own updates, this document makes of them too. The histories were written by {@code itests/yjs}. */
class YjsOracleTest {
    @Test
    void updatesOfRealYjsDocumentsGiveTheSameTextFormattingAndXml() throws IOException {
        int histories = 0;
        int updates = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(YjsOracleTest.class.getResourceAsStream("yjs-histories.jsonl.gz")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                YjsHistory history = YjsHistory.parse(line);
                Bytes first = history.check(new Random(history.seed()));
                assertEquals(first, history.check(new Random(history.seed() + 1)));
                histories++;
                updates += history.updates().size();
            }
        }
        assertTrue(histories >= 300 && updates > 10_000, histories + " histories, " + updates + " updates");
    }
}
