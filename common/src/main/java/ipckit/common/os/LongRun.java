package ipckit.common.os;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that prepares a process for a long run, half a second after the start of the process.
 * This thread changes the effect of the signal QUIT, see {@link Signals#endByQuit}. It also makes
 * the JVM map the file that contains the classes of the Java runtime, see {@link
 * #openClassLibrary}. The preparations take time, and a process that ends earlier does not need
 * them.
 */
final class LongRun extends Thread {
    private static final long DELAY_NANOS = 500_000_000;

    LongRun() {
        super("long run");
        setDaemon(true);
    }

    @Override
    public void run() {
        LockSupport.parkNanos(DELAY_NANOS);
        // canReach calls a C function. The first call of a C function changes the effect of QUIT,
        // see Signals.endByQuit. The result of canReach is not needed.
        Signals.canReach(ProcessHandle.current().pid());
        openClassLibrary();
    }

    /**
     * Makes the JVM map the file that contains the classes of the Java runtime. Otherwise the JVM
     * maps this file when it first needs a class that is not in the AOT cache. By then, an upgrade
     * may have deleted the file. This process may also have changed to a user who may not read the
     * file. In both cases, the program would fail.
     */
    static void openClassLibrary() {
        try (InputStream _ = LongRun.class.getResourceAsStream("LongRun.class")) {
            // To find LongRun.class, the JVM has mapped the file with the classes. The content of
            // LongRun.class is not needed.
        } catch (IOException e) {
            // LongRun.class was found but could not be closed. The JVM has mapped the file with the
            // classes.
        }
    }
}
