package ipckit.common.os;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process and no later one with the same number: the number, when it was started, and in which
 * pid name space that is so (proc(5), namespaces(7)).
 *
 * @param pid its number
 * @param started clock ticks since the machine was started
 * @param space the name space's own number
 */
public record ProcessId(long pid, long started, long space) {
    /** There is no such process, or only what is left of one. */
    private static final long GONE = 0;

    /** Nobody here can say. */
    private static final long HIDDEN = -1;

    private static final int PARTS = 3;

    /**
     * A process that lives.
     *
     * @throws IpcException ABSENT; DENIED when the system hides it from us
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

    /** This process. */
    public static ProcessId ours() {
        return of(ProcessHandle.current().pid());
    }

    /** From its text; empty if it is none. */
    public static Optional<ProcessId> parse(String text) {
        String[] parts = text.split("-", PARTS);
        try {
            return parts.length < PARTS
                    ? Optional.empty()
                    : Optional.of(
                            new ProcessId(
                                    Long.parseLong(parts[0]),
                                    Long.parseLong(parts[1]),
                                    Long.parseLong(parts[2])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether it lives. Where nobody here can know (another name space, say), it does. */
    public boolean isAlive() {
        if (space != ourSpace()) {
            return true;
        }
        long now = started(pid);
        return now == started || now == HIDDEN;
    }

    /** When a process was started; or GONE, or HIDDEN. */
    private static long started(long pid) {
        try {
            ProcessStat stat = ProcessStat.of(pid);
            return stat.state() == ProcessState.ZOMBIE ? GONE : stat.started();
        } catch (IOException e) {
            // It has ended, before or while we read; or it is another user's, and /proc is mounted
            // so that we do not see those (hidepid).
            return Signals.canReach(pid) ? HIDDEN : GONE;
        }
    }

    private static long ourSpace() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Long.parseLong(link.replaceAll("[^0-9]", ""));
        } catch (IOException e) {
            throw new IpcException(Category.FAILED, "cannot read /proc: is it mounted?", e);
        }
    }

    /** Text that {@link #parse} takes: {@code 4711-123456-4026531836}. */
    @Override
    public String toString() {
        return pid + "-" + started + "-" + space;
    }
}
