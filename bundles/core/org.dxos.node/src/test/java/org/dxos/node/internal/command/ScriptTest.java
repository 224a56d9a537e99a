package org.dxos.node.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void statementsKeepTheLineTheyBeginOn() {
        String text = "# comment\n\nparty:list\nif { true } {\n  echo x\n}\r\necho 'a\nb' \\\n c\n";
        assertEquals(
                List.of(
                        new Script.Statement(3, "party:list"),
                        new Script.Statement(4, "if { true } {\n  echo x\n}"),
                        new Script.Statement(7, "echo 'a\nb'   c")),
                Script.statements(text));
    }

    @Test
    void wordsFromOutsideAreTakenLiterally() {
        assertEquals("item:set 'it'\\''s' '$x'", CommandLine.of(List.of("item", "set", "it's", "$x")));
    }
}
