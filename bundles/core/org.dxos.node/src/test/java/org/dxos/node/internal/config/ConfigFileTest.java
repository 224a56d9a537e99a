package org.dxos.node.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
    @Test
    void entriesKeepTheirLineAndMistakesAreNamed() {
        ConfigFile file = ConfigFile.parse("# comment\r\n\r\n a.b = 1 = 2 \r\nempty=\r\nnonsense\r\na.b=3\r\n= 4");
        assertEquals(
                Map.of("a.b", new ConfigFile.Entry("1 = 2", 3), "empty", new ConfigFile.Entry("", 4)), file.entries());
        assertEquals(
                Map.of(5, "expected: key = value", 6, "a.b is set already on line 3", 7, "expected: key = value"),
                file.problems());
    }
}
