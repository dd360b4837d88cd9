package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.queue.torture.RingTortureTraining;
import ipckit.common.testkit.Children;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tests {@link UserCommand} with real commands. In some tests, a separate JVM runs the command. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UserCommandIT {
    private static final int DEATHS = 20;
    private static final int TERM = 128 + 15;
    private static final int INHERITED = 9;

    @TempDir private Path directory;

    @Test
    void theStatusIsThatOfTheCommand() {
        assertEquals(0, statusOf("true"));
        assertEquals(7, statusOf("exit 7"));
        assertEquals(TERM, statusOf("kill -TERM $$"));
    }

    private static int statusOf(String script) {
        return new UserCommand(List.of("sh", "-c", script)).start().await().status();
    }

    /**
     * A program starts a command, or replaces itself with the command. The command inherits two
     * files: a pipe that the program has inherited itself, and a file that the program passes on.
     * The command inherits no other file that the JVM or the program has opened.
     */
    @ParameterizedTest
    @ValueSource(strings = {Inheritor.START, Inheritor.REPLACE})
    void aCommandInheritsWhatThisProcessInherited(String how) throws IOException {
        Path opened = Files.createFile(directory.resolve("opened"));
        Path passed = Files.createFile(directory.resolve("passed"));
        List<byte[]> words = ThisProgram.ofClassPath(Inheritor.class);
        words.addAll(OwnCommandLine.bytesOf(List.of(how, opened.toString(), passed.toString())));
        try (Pipe pipe = Pipe.make()) {
            ChildProcess child =
                    new ProcessLaunch(words).writing(INHERITED, pipe).pipingStdout().start();
            byte[] bytes = child.stdout().readAllBytes();
            List<String> files = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            assertEquals(0, child.await().status());
            assertTrue(
                    files.stream().anyMatch(f -> f.startsWith("/proc/self/fd/9 pipe:")),
                    files.toString());
            assertTrue(files.stream().anyMatch(f -> f.endsWith(passed.toString())));
            assertFalse(files.stream().anyMatch(f -> f.endsWith(opened.toString())));
            assertFalse(files.stream().anyMatch(f -> f.endsWith("/lib/modules")));
            child.closePipes();
        }
    }

    /** A program that opens files and runs a command. The command lists its descriptors. */
    static final class Inheritor {
        static final String START = "start";
        static final String REPLACE = "replace";
        private static final String LIST =
                "for f in /proc/self/fd/*; do echo \"$f $(readlink /proc/$$/fd/${f##*/})\"; done";

        public static void main(String[] arguments) throws IOException {
            Shutdown.onSignals();
            Path opened = Path.of(arguments[1]);
            try (FileChannel _ = FileChannel.open(opened, StandardOpenOption.READ)) {
                UserCommand command = new UserCommand(List.of("sh", "-c", LIST));
                command.inheriting(Path.of(arguments[2]), false);
                if (arguments[0].equals(REPLACE)) {
                    command.replaceThisProgram();
                }
                command.start().await();
            }
        }
    }

    /**
     * A signal that ends a program also ends the commands that the program has started, even if the
     * signal arrives during the start of a command.
     */
    @Test
    void noCommandOutlivesASignal() throws IOException {
        String fifo = directory.resolve("never-written").toString();
        assertEquals(0, new UserCommand(List.of("mkfifo", fifo)).start().await().status());
        try (Children children =
                new Children(RingTortureTraining.class, directory.resolve("errors"))) {
            for (int death = 0; death < DEATHS; death++) {
                Process parent = children.start(Starter.class, Map.of(), fifo);
                assertEquals('1', parent.getInputStream().read());
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100L * death));
                // Process.destroy() would also close the standard output of the parent. The parent
                // could then exit with 141 before it handles the signal.
                parent.toHandle().destroy();
                assertEquals(TERM, Children.exitCode(parent));
                assertEquals(List.of(), survivors(fifo));
            }
        } finally {
            commandsWith(fifo).forEach(ProcessHandle::destroyForcibly);
        }
        assertEquals("", Files.readString(directory.resolve("errors")));
    }

    /**
     * Waits at most five minutes until all commands whose command line contains {@code word} have
     * ended. Returns the commands that are still alive.
     */
    private static List<ProcessHandle> survivors(String word) {
        long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        List<ProcessHandle> left = commandsWith(word);
        while (!left.isEmpty() && System.nanoTime() < limit) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            left = commandsWith(word);
        }
        return left;
    }

    private static List<ProcessHandle> commandsWith(String word) {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains(word))
                .toList();
    }

    /**
     * A program that starts one command after another without waiting for them. No command ends by
     * itself.
     */
    static final class Starter {
        private static final int MOST = 100;

        public static void main(String[] arguments) {
            Shutdown.onSignals();
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
