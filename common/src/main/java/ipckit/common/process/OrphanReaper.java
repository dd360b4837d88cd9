package ipckit.common.process;

import ipckit.common.Uninterrupted;
import ipckit.common.os.BlockingCall;
import ipckit.common.os.ProcessStat;
import ipckit.common.os.ProcessState;
import ipckit.common.os.WaitCalls;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reaps the orphans of a pid namespace, for example of a container, if this process has the pid 1.
 * The kernel makes this process the parent of all orphans of the namespace. Without the reaper,
 * each orphan would stay a zombie after its end. The reaper does not reap the children that this
 * process has started, because other code waits for them.
 *
 * <p>The reaper sleeps in the kernel until any child has ended. While this process has no child,
 * the reaper looks for one twice a second. A process with another pid has no reaper.
 */
final class OrphanReaper {
    private static final long INIT = 1;
    private static final Path PROC = Path.of("/proc");

    /**
     * The pause in milliseconds after each search for orphans. The reaper does not reap the
     * children that this process has started. While such a child is a zombie, a wait for the end of
     * any child returns at once. Without the pause, the reaper would then search continuously.
     */
    private static final long PAUSE_MILLIS = 500;

    private OrphanReaper() {}

    /**
     * Starts the reaping thread if this process has the pid 1. Must be called before this process
     * starts a child.
     */
    static void startIfInit() {
        try {
            if (Files.readSymbolicLink(PROC.resolve("self")).toString().equals("1")) {
                ChildRegistry.guardStarts();
                Thread.ofPlatform().daemon().start(OrphanReaper::run);
            }
        } catch (IOException e) {
            // Without /proc, the reaper could not find the orphans, so it is not started.
        }
    }

    private static void run() {
        while (!Subreaper.isActive()) {
            BlockingCall.inThisThread(WaitCalls::awaitAnyEnd);
            reapOrphans();
            Uninterrupted.await(() -> Thread.sleep(PAUSE_MILLIS));
        }
    }

    private static void reapOrphans() {
        String[] names = new File(PROC.toString()).list();
        for (String name : names == null ? new String[0] : names) {
            if (!name.matches("[0-9]+")) {
                continue;
            }
            long pid = Long.parseLong(name);
            if (isZombieOfInit(pid) && ChildRegistry.find(pid) == null && !Subreaper.isActive()) {
                WaitCalls.reapIfEnded(pid);
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
