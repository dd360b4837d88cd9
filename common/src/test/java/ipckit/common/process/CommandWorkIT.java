package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Tests {@link CommandWork} with signals to a separate JVM, the worker. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CommandWorkIT {
    private static final int TERM = 128 + 15;

    private static ChildProcess start(Class<?> worker) throws IOException {
        ChildProcess started =
                new ProcessLaunch(ThisProgram.ofClassPath(worker))
                        .pipingStdin()
                        .pipingStdout()
                        .start();
        assertEquals('1', started.stdout().read(), "the command works");
        return started;
    }

    private static void assertEnds(ChildProcess worker, String output) throws IOException {
        assertEquals(output, new String(worker.stdout().readAllBytes()));
        assertEquals(TERM, worker.await().status());
        worker.closePipes();
    }

    @Test
    void theFirstSignalWaitsForTheCommand() throws IOException {
        ChildProcess worker = start(Patient.class);
        worker.signal("TERM");
        // The command ends at the end of its input.
        worker.stdin().close();
        assertEnds(worker, "settled: 3");
    }

    @Test
    void aWorkThatBeginsAfterTheFirstSignalGivesItsRecordsBack() throws IOException {
        ChildProcess worker = start(Late.class);
        worker.signal("TERM");
        assertEquals('2', worker.stdout().read(), "given back while the first command works");
        worker.stdin().close();
        assertEnds(worker, "settled: 3");
    }

    @Test
    void theEndOfTheGracePeriodEndsTheCommand() throws IOException {
        ChildProcess worker = start(Impatient.class);
        worker.signal("TERM");
        assertEnds(worker, "ended: " + TERM);
    }

    @Test
    void aThirdSignalEndsTheProcess() throws IOException {
        ChildProcess worker = start(Stubborn.class);
        while (worker.isAlive()) {
            worker.signal("TERM");
            worker.awaitEnd(100);
        }
        assertEnds(worker, "");
    }

    @Test
    void anInterruptIsPassedOnOnlyToACommandThatHasJustStarted() throws IOException {
        assertEquals(128 + 2, statusAfterInterrupt(Duration.ZERO));
        assertEquals(0, statusAfterInterrupt(Duration.ofMillis(250)));
    }

    /**
     * Runs a command, calls {@link CommandWork#interruptIfNew}, and returns the status of the
     * command. If {@code interruptIfNew} sends INT to the command, the status is 130, otherwise 0.
     *
     * @param age the time from the start of the command to the moment at which this process handled
     *     INT
     */
    private static int statusAfterInterrupt(Duration age) throws IOException {
        List<String> words =
                List.of("env", "--default-signal=INT", "sh", "-c", "printf 1; exec cat");
        try (CommandWork work = new CommandWork(null, () -> {})) {
            ChildProcess command = work.start(new UserCommand(words).pipingStdin().pipingStdout());
            assertEquals('1', command.stdout().read(), "the command works");
            work.interruptIfNew(command.started() + age.toNanos());
            command.closePipes();
            return command.await().status();
        }
    }

    /**
     * Runs a shell script as the command, and prints how the command has ended. If a signal arrives
     * while the command runs, this program ends by the signal after the command has ended.
     */
    private static void work(Duration grace, String script) {
        Shutdown.onSignals();
        try (CommandWork work = new CommandWork(grace, () -> {})) {
            ChildProcess command = work.start(new UserCommand(List.of("sh", "-c", script)));
            int status = command.await().status();
            print((work.hasEndedCommand() ? "ended: " : "settled: ") + status);
            while (!Shutdown.isEnding()) {
                Thread.onSpinWait();
            }
        }
        print("not reached");
    }

    private static void print(String text) {
        System.out.print(text);
        System.out.flush();
    }

    /** A worker without a grace period. */
    static final class Patient {
        public static void main(String[] arguments) {
            work(null, "printf 1; cat; exit 3");
        }
    }

    /** A worker that tries to begin a second {@link CommandWork} after it has got a signal. */
    static final class Late {
        public static void main(String[] arguments) {
            Shutdown.onSignals();
            Thread.ofPlatform().start(() -> work(null, "printf 1; cat; exit 3"));
            while (!Shutdown.isEnding()) {
                Thread.onSpinWait();
            }
            new CommandWork(null, () -> print("2")).start(new UserCommand(List.of("false")));
        }
    }

    /** A worker with a short grace period. */
    static final class Impatient {
        public static void main(String[] arguments) {
            work(Duration.ofMillis(1), "printf 1; exec cat");
        }
    }

    /** A worker that never closes its {@link CommandWork}, although its command has ended. */
    static final class Stubborn {
        public static void main(String[] arguments) {
            Shutdown.onSignals();
            CommandWork work = new CommandWork(null, () -> {});
            work.start(new UserCommand(List.of("sh", "-c", "printf 1; exec cat"))).await();
            Shutdown.awaitEnd();
        }
    }
}
