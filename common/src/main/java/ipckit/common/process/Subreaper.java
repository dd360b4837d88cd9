package ipckit.common.process;

import ipckit.common.Uninterrupted;
import ipckit.common.os.WaitCalls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes this process the subreaper of its descendants (prctl(2)). After {@link #adopt}, orphaned
 * descendants become children of this process. A thread reaps every child as soon as the child
 * ends, whether this process started or adopted the child. This class is safe for several threads.
 */
public final class Subreaper {
    private static final long LOOK_MILLIS = 20;

    /**
     * The number of times that {@link #await} looks for the exit result of a descendant after the
     * descendant has disappeared from /proc. One time is not enough, because the reaping thread
     * stores the result a short time after the descendant has disappeared.
     */
    private static final int LOOKS_AFTERWARDS = 10;

    /** The exit results of the adopted children that were reaped. */
    private static final Map<Long, ExitResult> REAPED = new HashMap<>();

    private static boolean active;

    private Subreaper() {}

    /**
     * Makes this process the parent of its orphaned descendants, and starts the reaping thread. The
     * thread ends when this process has no children. To keep the thread running, the caller must
     * keep a {@link ProcessTree} open. An open tree has a watchdog process, which is a child of
     * this process.
     */
    public static synchronized void adopt() {
        if (!active) {
            active = true;
            ChildRegistry.guardStarts();
            WaitCalls.adoptOrphans();
            Thread.ofPlatform().daemon().start(Subreaper::reap);
        }
    }

    /** Returns whether {@link #adopt} was called. */
    static synchronized boolean isActive() {
        return active;
    }

    private static void reap() {
        for (long pid = WaitCalls.awaitAnyEnd(); pid != 0; pid = WaitCalls.awaitAnyEnd()) {
            ChildProcess ours = ChildRegistry.find(pid);
            if (ours != null) {
                ours.reap();
            } else {
                reapAdopted(pid);
            }
        }
    }

    private static void reapAdopted(long pid) {
        WaitCalls.Status status = WaitCalls.reapIfEnded(pid);
        if (status != null) {
            synchronized (Subreaper.class) {
                REAPED.put(pid, ExitResult.of(status));
                Subreaper.class.notifyAll();
            }
        }
    }

    /**
     * Waits until a descendant of this process ends. The descendant may be an adopted child or a
     * child of another process, but must not be a child that this process has started.
     *
     * @return the exit result if this process has reaped the descendant; empty if another process
     *     has reaped it
     */
    public static synchronized Optional<ExitResult> await(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        for (int gone = 0; gone < LOOKS_AFTERWARDS && !REAPED.containsKey(pid); ) {
            gone += Files.exists(process) ? 0 : 1;
            Uninterrupted.await(() -> Subreaper.class.wait(LOOK_MILLIS));
        }
        return Optional.ofNullable(REAPED.get(pid));
    }
}
