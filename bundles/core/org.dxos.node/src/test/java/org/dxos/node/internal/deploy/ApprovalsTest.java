package org.dxos.node.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalsTest {
    private static final Hash ONE = Hash.sha256(Bytes.wrap(new byte[] {1}));
    private static final Hash TWO = Hash.sha256(Bytes.wrap(new byte[] {2}));

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void chooseStore() {
        store = folder.resolve("deploy.decisions");
    }

    @Test
    void decisionsSurviveARestartAndTheLastOneHolds() throws Exception {
        Approvals approvals = new Approvals(store);
        assertFalse(approvals.isApproved(ONE) || approvals.isDenied(ONE));
        approvals.decide(ONE, false, "with space.jar");
        approvals.decide(ONE, true, "with space.jar");
        approvals.decide(TWO, false, "two.jar");
        for (Approvals each : new Approvals[] {approvals, new Approvals(store)}) {
            assertTrue(each.isApproved(ONE) && !each.isDenied(ONE));
            assertTrue(each.isDenied(TWO) && !each.isApproved(TWO));
        }
        assertTrue(Files.readString(store).contains(ONE.hex() + " with space.jar"));
    }

    @Test
    void aLineThatIsNoDecisionIsNamed() throws Exception {
        Files.writeString(store, "# comment\n\napprove " + ONE.hex() + " one.jar\nallow everything\n");
        IOException thrown = assertThrows(IOException.class, () -> new Approvals(store));
        assertEquals(store + ":4: expected: approve|deny SHA-256 FILE", thrown.getMessage());
    }
}
