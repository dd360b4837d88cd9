package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Tests that a {@link ChildProcess} sends no signal after its child was reaped. Another process may
 * then have the pid of the child. The tests make the kernel give the pid of the reaped child to
 * another process, which needs root. Without root, the tests are skipped. Each test runs its
 * program in a separate JVM, because the program reaps every child of its JVM.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ChildProcessIT {
    /** The kernel gives the next process the number in this file plus one, if that pid is free. */
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");

    /**
     * The greatest number of reaped children whose pids the test tries to give to another process.
     * A process outside the test may have got the pid of a reaped child, and keep it for long.
     */
    private static final int CHILDREN = 20;

    /**
     * The greatest number of attempts to start a process with the pid of a reaped child. An attempt
     * fails if a process outside the test gets the pid first.
     */
    private static final int ATTEMPTS = 100;

    private static final long PAUSE_NANOS = 1_000_000;

    @ParameterizedTest
    @ValueSource(classes = {AnyChild.class, Adopter.class})
    void noSignalReachesTheNextProcessWithThePidOfAReapedChild(Class<?> program)
            throws IOException {
        assumeTrue(Files.isWritable(LAST_PID));
        ChildProcess child =
                new ProcessLaunch(ThisProgram.ofClassPath(program)).pipingStdout().start();
        String output = new String(child.stdout().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.await().status());
        child.closePipes();
        assertEquals("reaped with 3, signalled: false, other process alive: true\n", output);
    }

    private static ChildProcess start(String script) {
        return ProcessLaunch.ofScript(script, List.of()).start();
    }

    /**
     * Starts a second child that has the pid of a reaped child, and then calls {@link
     * ChildProcess#signal} for the reaped child. Prints the exit status of the reaped child,
     * whether the signal was sent, and whether the second child is alive afterwards.
     *
     * @param reapedChild starts a child and reaps it
     */
    private static void report(Supplier<ChildProcess> reapedChild) {
        for (int i = 0; i < CHILDREN; i++) {
            ChildProcess reaped = reapedChild.get();
            ChildProcess other = startWithPidOf(reaped);
            if (other != null) {
                boolean signalled = reaped.signal("KILL");
                System.out.printf(
                        "reaped with %d, signalled: %b, other process alive: %b%n",
                        reaped.await().status(), signalled, other.isAlive());
                end(other);
                return;
            }
        }
        throw new AssertionError("the pid of no reaped child was free");
    }

    /** Starts a child that has the pid of a reaped child. Returns null if the pid is never free. */
    private static ChildProcess startWithPidOf(ChildProcess reaped) {
        for (int i = 0; i < ATTEMPTS; i++) {
            ChildProcess other = start("exec sleep 600");
            if (other.pid() == reaped.pid()) {
                return other;
            }
            end(other);
            try {
                Files.writeString(LAST_PID, Long.toString(reaped.pid() - 1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return null;
    }

    private static void end(ChildProcess child) {
        child.signal("KILL");
        child.await();
    }

    /** A program that waits for any child. */
    static final class AnyChild {
        public static void main(String[] arguments) {
            report(AnyChild::reapedChild);
        }

        private static ChildProcess reapedChild() {
            ChildProcess child = start("exit 3");
            while (ChildProcess.awaitAny() != child) {
                // Another child has ended.
            }
            return child;
        }
    }

    /** A program in which a thread reaps all children. */
    static final class Adopter {
        public static void main(String[] arguments) {
            ChildProcess lasting = start("exec sleep 600");
            try {
                Subreaper.adopt();
                report(Adopter::reapedChild);
            } finally {
                // The child has the standard output of this program, whose end the test awaits.
                lasting.signal("KILL");
            }
        }

        private static ChildProcess reapedChild() {
            ChildProcess child = start("exit 3");
            while (Files.exists(Path.of("/proc", Long.toString(child.pid())))) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return child;
        }
    }
}
