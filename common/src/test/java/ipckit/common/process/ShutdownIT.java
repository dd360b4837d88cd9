package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.os.Signals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Tests {@link Shutdown} in a separate JVM. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ShutdownIT {
    private static final int TERM = 128 + 15;
    private static final int OUTPUT_CLOSED = 128 + 13;

    @TempDir private Path directory;

    @Test
    void noCleanUpRunsAtTheEndOfTheProgram() throws IOException {
        assertEquals("", outputOf(End.class, 0));
    }

    /**
     * A process ends when its standard output has no reader any more, even if the process only
     * waits and writes nothing.
     */
    @Test
    void aClosedOutputRunsTheCleanUpsOfAWaitingProcess() throws IOException {
        ChildProcess child =
                new ProcessLaunch(ThisProgram.ofClassPath(Waiting.class))
                        .pipingStdout()
                        .pipingStderr()
                        .start();
        assertEquals('1', child.stdout().read());
        child.stdout().close();
        String errors = new String(child.stderr().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("cleaned up", errors);
        assertEquals(OUTPUT_CLOSED, child.await().status());
        child.closePipes();
    }

    @Test
    void aRegularFileAsOutputNeedsNoThread() throws IOException {
        Path file = directory.resolve("file");
        List<byte[]> words = new ArrayList<>(OwnCommandLine.bytesOf(List.of(file.toString())));
        words.addAll(ThisProgram.ofClassPath(ThreadLister.class));
        String script = "file=$1; shift; exec \"$@\" >\"$file\"";
        assertEquals(0, ProcessLaunch.ofScript(script, words).start().await().status());
        assertEquals("", Files.readString(file));
        String inPipe = outputOf(ThreadLister.class, 0);
        assertEquals("output\n", inPipe);
    }

    /**
     * If a signal has ended only the command of a program, the program exits with 128 + the number
     * of the signal. The program does not end by the signal.
     */
    @Test
    void theSignalOfACommandIsAnOrdinaryStatus() throws IOException {
        ExitResult end = resultOf(CommandKilled.class);
        assertEquals(TERM, end.exit());
        assertEquals(0, end.signal());
    }

    /**
     * A process and its command get a signal at the same time. The process calls {@code exit} with
     * the status of the command before the process handles the signal. Nevertheless, the process
     * ends by the signal.
     */
    @Test
    void aReceivedSignalEndsTheProcessItself() throws IOException {
        assertEquals("TERM", Signals.name(resultOf(SignalReceived.class).signal()));
    }

    private static String outputOf(Class<?> program, int status) throws IOException {
        ChildProcess child = start(program);
        String output = new String(child.stdout().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(status, child.await().status());
        child.closePipes();
        return output;
    }

    private static ExitResult resultOf(Class<?> program) throws IOException {
        ChildProcess child = start(program);
        child.stdout().readAllBytes();
        child.closePipes();
        return child.await();
    }

    private static ChildProcess start(Class<?> program) {
        return new ProcessLaunch(ThisProgram.ofClassPath(program)).pipingStdout().start();
    }

    private static void begin() {
        Shutdown.onSignals();
        Shutdown.addCleanUp(
                () -> {
                    System.out.print("cleaned up");
                    System.out.flush();
                });
    }

    /** A program that writes one character and then waits forever. */
    static final class Waiting {
        public static void main(String[] arguments) {
            Shutdown.onSignals();
            Shutdown.addCleanUp(
                    () -> {
                        System.err.print("cleaned up");
                        System.err.flush();
                    });
            Shutdown.onClosedOutput();
            System.out.print('1');
            System.out.flush();
            while (true) {
                LockSupport.park();
            }
        }
    }

    /**
     * A program that prints the name of the thread that watches standard output, if this thread
     * runs.
     */
    static final class ThreadLister {
        public static void main(String[] arguments) {
            Shutdown.onClosedOutput();
            Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter("output"::equals)
                    .forEach(System.out::println);
        }
    }

    /** A program that ends without a signal. */
    static final class End {
        public static void main(String[] arguments) {
            begin();
            Shutdown.exit(0);
        }
    }

    /** A program whose command was ended by SIGTERM. */
    static final class CommandKilled {
        public static void main(String[] arguments) {
            begin();
            Shutdown.exit(TERM);
        }
    }

    /** A program that gets SIGTERM at the same time as its command. */
    static final class SignalReceived {
        public static void main(String[] arguments) {
            begin();
            Signals.send(ProcessHandle.current().pid(), "TERM");
            Shutdown.exit(TERM);
        }
    }
}
