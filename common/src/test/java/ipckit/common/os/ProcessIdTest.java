package ipckit.common.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

@Timeout(600)
class ProcessIdTest {
    private static final ProcessId SELF = ProcessId.of(ProcessHandle.current().pid());

    @Test
    void thisProcessIsAlive() {
        assertTrue(SELF.isAlive());
    }

    @Test
    void aProcessWithAReusedPidIsAnother() {
        assertFalse(new ProcessId(SELF.pid(), SELF.started() - 1, SELF.space()).isAlive());
    }

    @Test
    void aProcessOfAnotherNamespaceCountsAsAlive() {
        assertTrue(new ProcessId(SELF.pid(), 1, SELF.space() + 1).isAlive());
    }

    @Test
    void aProcessThatHasEndedIsNotAlive() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessId id = ProcessId.of(process.pid());
        assertTrue(id.isAlive());
        process.destroyForcibly().waitFor();
        assertFalse(id.isAlive());
    }

    @Test
    void anAbsentProcessIsReported() {
        IpcException e = assertThrows(IpcException.class, () -> ProcessId.of(Integer.MAX_VALUE));
        assertEquals(Category.ABSENT, e.category());
    }
}
