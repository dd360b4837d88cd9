package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tests {@link Shutdown} in a separate JVM. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ShutdownIT {
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

    /** A program that ends without a signal. */
    static final class End {
        public static void main(String[] arguments) {
            begin();
            Shutdown.exit(0);
        }
    }
}
