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

@Timeout(60)
class ProcessIdTest {
    private static final ProcessId US = ProcessId.of(ProcessHandle.current().pid());

    @Test
    void weLive() {
        assertTrue(US.isAlive());
    }

    @Test
    void aLaterProcessOfTheSameNumberIsAnother() {
        assertFalse(new ProcessId(US.pid(), US.started() - 1, US.space()).isAlive());
    }

    @Test
    void nobodyKnowsOfAnotherNameSpace() {
        assertTrue(new ProcessId(US.pid(), 1, US.space() + 1).isAlive());
    }

    @Test
    void anEndIsNoticed() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessId id = ProcessId.of(process.pid());
        assertTrue(id.isAlive());
        process.destroyForcibly().waitFor();
        assertFalse(id.isAlive());
    }

    @Test
    void thereIsNone() {
        IpcException e = assertThrows(IpcException.class, () -> ProcessId.of(Integer.MAX_VALUE));
        assertEquals(Category.ABSENT, e.category());
    }
}
