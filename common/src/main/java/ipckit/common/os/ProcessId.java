package ipckit.common.os;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The identity of a process: its pid, its start time, and the pid namespace in which the pid is
 * valid (proc(5), namespaces(7)). A later process with the same pid has another identity.
 *
 * @param pid the process ID
 * @param started the start time of the process, in clock ticks since the machine booted
 * @param space the inode number of the pid namespace
 */
public record ProcessId(long pid, long started, long space) {
    /** Stands for the start time of a process that does not exist or is a zombie. */
    private static final long GONE = 0;

    /**
     * Stands for the start time of a process that exists, but whose start time the system hides.
     */
    private static final long HIDDEN = -1;

    /**
     * Identifies a living process.
     *
     * @throws IpcException ABSENT if the process is not alive; DENIED if the system hides the
     *     process
     */
    public static ProcessId of(long pid) {
        long started = started(pid);
        if (started == GONE) {
            throw new IpcException(Category.ABSENT, "no such process: " + pid);
        }
        if (started == HIDDEN) {
            throw new IpcException(Category.DENIED, "cannot look at process " + pid);
        }
        return new ProcessId(pid, started, ourSpace());
    }

    /** Identifies this process. */
    public static ProcessId ours() {
        return of(ProcessHandle.current().pid());
    }

    /**
     * Returns whether the process is alive. Also returns true if this method cannot find out,
     * because the system hides the process or because the process is in another pid namespace.
     */
    public boolean isAlive() {
        if (space != ourSpace()) {
            return true;
        }
        long now = started(pid);
        return now == started || now == HIDDEN;
    }

    /**
     * Returns the start time of a process. Returns {@link #GONE} if the process does not exist or
     * is a zombie, and {@link #HIDDEN} if the system hides the start time.
     */
    private static long started(long pid) {
        try {
            ProcessStat stat = ProcessStat.of(pid);
            return stat.state() == ProcessState.ZOMBIE ? GONE : stat.started();
        } catch (IOException e) {
            // The process does not exist, or /proc is mounted with hidepid and hides the processes
            // of other users.
            return Signals.canReach(pid) ? HIDDEN : GONE;
        }
    }

    /**
     * Returns the inode number of this process's pid namespace.
     *
     * @throws IpcException FAILED if /proc is not mounted
     */
    public static long ourSpace() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Long.parseLong(link, link.indexOf('[') + 1, link.indexOf(']'), 10);
        } catch (IOException e) {
            throw new IpcException(Category.FAILED, "cannot read /proc: is it mounted?", e);
        }
    }

    /**
     * Returns the pid, the start time and the namespace as text, for example {@code
     * 4711-123456-4026531836}.
     */
    @Override
    public String toString() {
        return pid + "-" + started + "-" + space;
    }
}
