package org.dxos.shell.internal.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.util.Map;
import org.dxos.testkit.Seeds;
import org.junit.jupiter.api.Test;

class PlainTest {
    @Test
    void keepsWhatIsSafe() {
        String text = "Grüße, 世界 🙂";
        assertSame(text, Plain.line(text));
        assertSame(text, Plain.lines(text));
    }

    @Test
    void showsWhatIsNot() {
        assertEquals("\\u001b[31mred\\u001b[0m", Plain.line("\u001b[31mred\u001b[0m"));
        assertEquals("a\\nb\\tc\\u000d", Plain.line("a\nb\tc\r"));
        assertEquals("a\nb    c\\u000d", Plain.lines("a\nb\tc\r"));
        assertEquals("\\u009b\\u202e\\u2066\\u007f", Plain.line("\u009b\u202e\u2066\u007f"));
        assertEquals("\\ud800x\\udc00", Plain.line("\ud800x\udc00"));
    }

    @Test
    void letsNothingThroughThatSteersATerminal() {
        Seeds.each("PlainTest.any", 2_000, 200_000, random -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.below(30); i > 0; i--) {
                text.append((char) random.below(random.chance(0.5) ? 0x100 : 0x10000));
            }
            for (String safe :
                    new String[] {Plain.line(text.toString()), Plain.lines(text.toString()), Json.line(text.toString())
                    }) {
                safe.chars()
                        .filter(c -> c != '\n')
                        .forEach(c -> assertTrue(
                                !Character.isISOControl(c)
                                        && Character.getDirectionality(c)
                                                != Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                                () -> Integer.toHexString(c)));
            }
            assertEquals(text.toString(), readBack(Json.line(Map.of("t", text.toString()))));
        });
    }

    private static String readBack(String json) throws java.io.IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            parser.nextToken();
            parser.nextToken();
            return parser.getText();
        }
    }
}
