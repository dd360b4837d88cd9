package ipckit.common.daemon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.PathBytes;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.InheritableLock;
import ipckit.common.process.PidSpace;
import ipckit.common.process.RunningProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

final class DaemonRecordTest {
    private static final ObjectName NAME = new ObjectName("web");

    @TempDir Path home;

    private Daemons daemons() {
        return new Daemons(HomeDirectory.at(home));
    }

    private static DaemonSettings settings() {
        return new DaemonSettings(
                PathBytes.path(new byte[] {'/', 'a', '\n', (byte) 0xff}),
                027,
                null,
                true,
                1024,
                0,
                RestartPolicy.ON_FAILURE,
                Duration.ofMillis(1500),
                7,
                Path.of("/in=put"),
                null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void keepsWhatWasRecorded() {
        DaemonRecord daemon = daemons().openOrCreate(NAME);
        byte[] odd = bytes("\n\u00ff ");
        daemon.write(List.of(bytes("/bin/ipc-mq"), odd, bytes("")), List.of(odd), settings());
        daemon = daemons().open(NAME);
        assertEquals(settings(), daemon.settings());
        assertArrayEquals(odd, daemon.commandWords().get(1));
        assertEquals(List.of("/bin/ipc-mq", "\n\udcff ", ""), daemon.command());
        assertArrayEquals(odd, daemon.environment().getFirst());
        assertEquals(daemon.directory().resolve("log"), daemon.log());
    }

    @Test
    void isIncompleteBeforeItsFirstStart() {
        DaemonRecord daemon = daemons().openOrCreate(NAME);
        assertThrows(IpcException.class, daemon::settings);
        assertThrows(IpcException.class, daemon::command);
        assertEquals(DaemonCondition.DIED, daemon.condition());
        assertFalse(daemon.mayHaveLeftovers());
        daemon.writeStarting();
        assertTrue(daemon.mayHaveLeftovers());
    }

    @Test
    void isRemovedUnlessItIsLocked() {
        DaemonRecord daemon = daemons().openOrCreate(NAME);
        try (InheritableLock lock = InheritableLock.open(daemon.lock())) {
            assertFalse(daemon.isLocked());
            assertTrue(lock.tryLock());
            assertTrue(daemon.isLocked());
            assertThrows(IpcException.class, () -> daemons().remove(NAME));
        }
        daemons().remove(NAME);
        assertEquals(List.of(), daemons().names());
    }

    @ParameterizedTest
    @EnumSource
    void readsTheStateThatItHasWritten(DaemonPhase phase) {
        DaemonState state =
                new DaemonState(phase, new RunningProcess(12, 345), null, 3, 137, 1_700_000_000);
        assertEquals(state, DaemonState.parse(state.bytes("boot 1"), "boot 1"));
    }

    @Test
    void namesNoProcessOfAnotherBoot() {
        RunningProcess process = new RunningProcess(12, 345);
        DaemonState state = new DaemonState(DaemonPhase.RUNNING, process, process, 3, 137, 5);
        DaemonState nameless = new DaemonState(DaemonPhase.RUNNING, null, null, 3, 137, 5);
        assertEquals(nameless, DaemonState.parse(state.bytes("boot 1"), "boot 2"));
        byte[] unknown = bytes("phase=running\nsupervisor=12 345\nmain=12 345\n");
        assertNull(DaemonState.parse(unknown, "boot 1").supervisor());
    }

    @Test
    void recordsTheBootInWhichItIsStarted() {
        DaemonRecord daemon = daemons().openOrCreate(NAME);
        daemon.writeStarting();
        String state =
                new String(
                        Daemons.read(daemon.directory().resolve("state")),
                        StandardCharsets.US_ASCII);
        assertTrue(state.startsWith("pid_space=" + PidSpace.current() + "\n"), state);
        assertFalse(PidSpace.current().isBlank());
    }

    @Test
    void readsADamagedStateAsAFailure() {
        byte[] file = bytes("phase=?\nmain=1\nrestarts=x\n=\n\nstatus=");
        DaemonState state = DaemonState.parse(file, "boot 1");
        assertEquals(new DaemonState(DaemonPhase.FAILED, null, null, 0, -1, 0), state);
    }
}
