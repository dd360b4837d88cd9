package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.os.Signals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tests {@link Shutdown} in a separate JVM. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ShutdownIT {
    private static final int HUP = 128 + 1;
    private static final int TERM = 128 + 15;

    /**
     * A signal that arrives before {@link Shutdown#onSignals} makes the JVM exit, while the program
     * may still add clean-ups. The clean-ups must run in this case, too.
     */
    @Test
    void cleanUpsRunAlsoAfterAnEarlySignal() throws IOException {
        assertEquals("cleaned up", outputOf(EarlySignal.class, HUP));
    }

    @Test
    void noCleanUpRunsAtTheEndOfTheProgram() throws IOException {
        assertEquals("", outputOf(End.class, 0));
    }

    /** The status of a command that a signal has ended does not end this process by a signal. */
    @Test
    void theSignalOfACommandIsAnOrdinaryStatus() throws IOException {
        ExitResult end = resultOf(CommandKilled.class);
        assertEquals(TERM, end.exit());
        assertEquals(0, end.signal());
    }

    /** The process may exit because of the signal's effects before it has handled the signal. */
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

    /** A program that exits in the same way as the JVM does when it handles SIGHUP. */
    static final class EarlySignal {
        public static void main(String[] arguments) {
            begin();
            System.exit(HUP);
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
