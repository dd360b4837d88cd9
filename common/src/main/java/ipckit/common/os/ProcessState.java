package ipckit.common.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the kernel says a process is doing, from {@code /proc/PID/stat}. */
public enum ProcessState {
    /** It runs, or would if it got a processor. */
    RUNNING,
    /** It waits for something. */
    SLEEPING,
    /** It waits for a device or is being frozen, and no signal can wake it. */
    UNINTERRUPTIBLE,
    /** It was stopped: by Ctrl-Z, SIGSTOP or a debugger. */
    STOPPED,
    /** It has ended, and its parent has not asked how. */
    ZOMBIE,
    /** There is no such process. */
    GONE,
    /** There is no way to know. */
    UNKNOWN;

    /** The state of a process of our own pid name space. */
    public static ProcessState of(long pid) {
        if (pid <= 0) {
            return UNKNOWN;
        }
        try {
            return ProcessStat.of(pid).state();
        } catch (NoSuchFileException e) {
            return Files.isDirectory(Path.of("/proc/self")) ? GONE : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN; // it may end while we read
        }
    }

    /** The letter stands after the name, which is in parentheses and may contain some. */
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
