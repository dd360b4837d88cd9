package ipckit.common.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The state of a process according to {@code /proc/PID/stat}. */
public enum ProcessState {
    /** The process runs, or waits for a processor. */
    RUNNING,
    /** The process sleeps, and a signal can wake it. */
    SLEEPING,
    /**
     * The process is in a sleep that no signal interrupts, for example in a device driver or in a
     * frozen control group.
     */
    UNINTERRUPTIBLE,
    /** The process was stopped by Ctrl-Z, SIGSTOP or a debugger. */
    STOPPED,
    /** The process has ended, and its parent has not reaped it. */
    ZOMBIE,
    /** The process does not exist. */
    GONE,
    /** The state cannot be read. */
    UNKNOWN;

    /**
     * Returns the state of the process that has the ID {@code pid} in the pid namespace of this
     * process.
     */
    public static ProcessState of(long pid) {
        if (pid <= 0) {
            return UNKNOWN;
        }
        try {
            return ProcessStat.of(pid).state();
        } catch (NoSuchFileException e) {
            return Files.isDirectory(Path.of("/proc/self")) ? GONE : UNKNOWN;
        } catch (IOException e) {
            // The process has ended meanwhile, or this user may not look at the process.
            return UNKNOWN;
        }
    }

    /**
     * Decodes the letter for the state, which follows the program's name in {@code /proc/PID/stat}.
     * The name is in parentheses and may itself contain parentheses.
     *
     * @param stat the content of {@code /proc/PID/stat}
     * @return the state; {@link #UNKNOWN} if the letter is missing or unknown
     */
    static ProcessState inStat(String stat) {
        int letter = stat.lastIndexOf(')') + 2;
        if (letter < 2 || letter >= stat.length()) {
            return UNKNOWN;
        }
        return switch (stat.charAt(letter)) {
            case 'R' -> RUNNING;
            case 'S', 'I' -> SLEEPING;
            case 'D' -> UNINTERRUPTIBLE;
            case 'T', 't' -> STOPPED;
            case 'Z', 'X', 'x' -> ZOMBIE;
            default -> UNKNOWN;
        };
    }
}
