package ipckit.common.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The fields of {@code /proc/PID/stat} that ipckit uses. The manual page proc_pid_stat(5) describes
 * this file.
 *
 * @param state the state of the process
 * @param parent the process ID of the current parent; after the death of a parent, the kernel
 *     assigns a new parent
 * @param group the process group ID
 * @param inFront the foreground process group of the process's terminal; −1 if the process has no
 *     terminal
 * @param started the start time of the process, in clock ticks since the machine booted
 * @param cpuMillis the CPU time in milliseconds that the process and its reaped children have used
 */
public record ProcessStat(
        ProcessState state, long parent, long group, long inFront, long started, long cpuMillis) {
    /**
     * The length of a clock tick in milliseconds. In /proc, the kernel counts 100 ticks per second.
     */
    private static final long TICK_MILLIS = 10;

    // The constants below are indexes of the fields that follow the program's name. The name is in
    // parentheses and may contain blanks, so the fields are counted from the end of the name.

    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int IN_FRONT = 5;
    private static final int STARTED = 19;

    /**
     * The index of the first of four fields: user time and system time of the process, and user
     * time and system time of its reaped children.
     */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    /**
     * Reads the fields of a process.
     *
     * @throws IOException if the process does not exist, if it ends while its fields are read, or
     *     if this user is not allowed to see the process
     */
    public static ProcessStat of(long pid) throws IOException {
        byte[] stat = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
        String text = new String(stat, StandardCharsets.ISO_8859_1);
        String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
            ticks += Long.parseLong(words[i]);
        }
        return new ProcessStat(
                ProcessState.inStat(text),
                Long.parseLong(words[PARENT]),
                Long.parseLong(words[GROUP]),
                Long.parseLong(words[IN_FRONT]),
                Long.parseLong(words[STARTED]),
                ticks * TICK_MILLIS);
    }
}
