package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.queue.torture.Training;
import ipckit.common.testkit.Children;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UserCommandIT {
    private static final int DEATHS = 20;
    private static final int TERM = 128 + 15;

    @TempDir private Path directory;

    @Test
    void whatCannotRunIsSaidAsAShellSaysIt() throws IOException {
        assertEquals(
                IpcException.Category.NOT_FOUND, categoryOf(directory.resolve("no").toString()));
        assertEquals(IpcException.Category.NOT_FOUND, categoryOf("no-such-command-anywhere"));
        Path plain = Files.createFile(directory.resolve("plain"));
        assertEquals(IpcException.Category.CANNOT_RUN, categoryOf(plain.toString()));
    }

    private static IpcException.Category categoryOf(String word) {
        UserCommand command = new UserCommand(List.of(word));
        return assertThrows(IpcException.class, command::start).category();
    }

    @Test
    void theStatusIsTheCommandsOwn() {
        assertEquals(0, statusOf("true"));
        assertEquals(7, statusOf("exit 7"));
        assertEquals(TERM, statusOf("kill -TERM $$"));
    }

    private static int statusOf(String script) {
        return new UserCommand(List.of("sh", "-c", script)).start().await().status();
    }

    /** A signal that comes at any moment leaves none of the commands behind. */
    @Test
    void noCommandOutlivesASignal() throws IOException {
        String mark = directory.resolve("never-written").toString();
        assertEquals(0, new UserCommand(List.of("mkfifo", mark)).start().await().status());
        try (Children children = new Children(Training.class, directory.resolve("errors"))) {
            for (int death = 0; death < DEATHS; death++) {
                Process parent = children.start(Starter.class, Map.of(), mark);
                assertEquals('1', parent.getInputStream().read());
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100L * death));
                parent.destroy();
                assertEquals(TERM, Children.exitCode(parent));
                assertEquals(List.of(), outliving(mark));
            }
        } finally {
            commandsWith(mark).forEach(ProcessHandle::destroyForcibly);
        }
        assertEquals("", Files.readString(directory.resolve("errors")));
    }

    /** The commands that do not end, though they are given time. */
    private static List<ProcessHandle> outliving(String mark) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        List<ProcessHandle> left = commandsWith(mark);
        while (!left.isEmpty() && System.nanoTime() < patience) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            left = commandsWith(mark);
        }
        return left;
    }

    private static List<ProcessHandle> commandsWith(String mark) {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains(mark))
                .toList();
    }

    /** Starts one command after the other, which would live for ever. */
    static final class Starter {
        private static final int MOST = 100;

        public static void main(String[] arguments) {
            Shutdown.bySignal();
            for (int i = 0; i < MOST; i++) {
                new UserCommand(List.of("cat", arguments[0])).start();
                if (i == 0) {
                    System.out.print('1');
                    System.out.flush();
                }
            }
            LockSupport.park();
        }
    }
}
