package ipckit.common.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;

/** Tests {@link PoolWork}: starts a pool in a separate JVM, and sends signals to this JVM. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PoolWorkIT {
    private static final int TERM = 128 + 15;

    /** Starts a pool, sends TERM to it, and returns its output. */
    private static String outputAfterTerm(Class<?> pool) throws IOException {
        ChildProcess started =
                new ProcessLaunch(ThisProgram.ofClassPath(pool)).pipingStdout().start();
        assertEquals('1', started.stdout().read(), "the pool works");
        started.signal("TERM");
        String output = new String(started.stdout().readAllBytes());
        assertEquals(TERM, started.await().status());
        started.closePipes();
        return output;
    }

    @Test
    void theFirstSignalStopsThePoolAndEndsTheProcessAfterwards() throws IOException {
        assertEquals("stopped, done", outputAfterTerm(Finishing.class));
    }

    @Test
    void aFailureAfterTheSignalIsReported() throws IOException {
        assertEquals("stopped, failed", outputAfterTerm(Failing.class));
    }

    @Test
    void theEndOfTheGracePeriodEndsTheProcess() throws IOException {
        assertEquals("stopped, ", outputAfterTerm(Stubborn.class));
    }

    private static void run(Duration grace, IntSupplier afterStop) {
        Shutdown.onSignals();
        CountDownLatch stop = new CountDownLatch(1);
        int code;
        try {
            code =
                    PoolWork.run(
                            grace,
                            () -> {
                                print("stopped, ");
                                stop.countDown();
                            },
                            () -> {},
                            () -> {
                                print("1");
                                await(stop);
                                return afterStop.getAsInt();
                            });
            print("not reached");
        } catch (IpcException e) {
            print(e.getMessage());
            code = 1;
        }
        Shutdown.exit(code);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void print(String text) {
        System.out.print(text);
        System.out.flush();
    }

    /** A pool that finishes after the first signal. */
    static final class Finishing {
        public static void main(String[] arguments) {
            run(
                    null,
                    () -> {
                        print("done");
                        return 0;
                    });
        }
    }

    /** A pool that fails after the first signal. */
    static final class Failing {
        public static void main(String[] arguments) {
            run(
                    null,
                    () -> {
                        throw new IpcException(Category.IO, "failed");
                    });
        }
    }

    /** A pool that does not finish within its grace period. */
    static final class Stubborn {
        public static void main(String[] arguments) {
            run(
                    Duration.ofMillis(1),
                    () -> {
                        await(new CountDownLatch(1));
                        return 0;
                    });
        }
    }
}
