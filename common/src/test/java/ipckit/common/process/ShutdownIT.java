package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tests {@link Shutdown} in a separate JVM. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ShutdownIT {
    private static final int HUP = 128 + 1;

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

    private static String outputOf(Class<?> program, int status) throws IOException {
        ChildProcess child =
                new ProcessLaunch(ThisProgram.ofClassPath(program)).pipingStdout().start();
        String output = new String(child.stdout().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(status, child.await().status());
        child.closePipes();
        return output;
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
}
