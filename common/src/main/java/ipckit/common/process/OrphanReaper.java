package ipckit.common.process;

import ipckit.common.Uninterrupted;
import ipckit.common.os.ProcessStat;
import ipckit.common.os.ProcessState;
import ipckit.common.os.WaitCalls;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Reaps the orphans of a pid namespace, for example of a container, if this process has the pid 1.
 * The kernel makes this process the parent of all orphans of the namespace. Without the reaper,
 * each orphan would stay a zombie after its end. The children that this process has started are
 * left to the code that waits for them.
 *
 * <p>In every other process, the methods do nothing. Safe for several threads.
 */
final class OrphanReaper {
    private static final long INIT = 1;
    private static final Path PROC = Path.of("/proc");
    private static final long LOOK_MILLIS = 500;

    /** The children that this process has started and not yet reaped. */
    private static final Set<Long> STARTED = new HashSet<>();

    private static boolean active;

    private OrphanReaper() {}

    /**
     * Starts the reaping thread if this process has the pid 1. Must be called before this process
     * starts a child.
     */
    static void startIfInit() {
        try {
            active = Files.readSymbolicLink(PROC.resolve("self")).toString().equals("1");
        } catch (IOException e) {
            // Without /proc, the reaper could not find the orphans.
        }
        if (active) {
            Thread.ofPlatform().daemon().start(OrphanReaper::run);
        }
    }

    /**
     * Starts a child that the reaper must not reap.
     *
     * @param start starts the child and returns its pid; returns 0 or less if the start fails
     * @return the result of {@code start}
     */
    static int start(IntSupplier start) {
        if (!active) {
            return start.getAsInt();
        }
        // The lock is held during the start. Otherwise the reaper could reap the child before the
        // pid of the child is in the set.
        synchronized (OrphanReaper.class) {
            int pid = start.getAsInt();
            STARTED.add((long) pid);
            return pid;
        }
    }

    /** Forgets a child that was reaped, because an orphan may get its pid. */
    static void forget(long pid) {
        if (active) {
            synchronized (OrphanReaper.class) {
                STARTED.remove(pid);
            }
        }
    }

    private static void run() {
        while (!Subreaper.isActive()) {
            reap();
            Uninterrupted.await(() -> Thread.sleep(LOOK_MILLIS));
        }
    }

    private static synchronized void reap() {
        String[] names = new File(PROC.toString()).list();
        for (String name : names == null ? new String[0] : names) {
            if (name.matches("[0-9]+")) {
                long pid = Long.parseLong(name);
                if (!STARTED.contains(pid) && isZombieOfInit(pid)) {
                    WaitCalls.reap(pid);
                }
            }
        }
    }

    private static boolean isZombieOfInit(long pid) {
        try {
            ProcessStat stat = ProcessStat.of(pid);
            return stat.state() == ProcessState.ZOMBIE && stat.parent() == INIT;
        } catch (IOException e) {
            // The process has ended, and another thread has reaped it.
            return false;
        }
    }
}
