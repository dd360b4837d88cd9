package ipckit.common.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code /proc/PID/stat} says of a process: proc_pid_stat(5).
 *
 * @param state what it is doing
 * @param parent whose child it is by now
 * @param group its process group
 * @param inFront the process group in front at its terminal; -1 if it has none
 * @param started clock ticks from the start of the machine to its own
 */
public record ProcessStat(ProcessState state, long parent, long group, long inFront, long started) {
    /**
     * Which of the words behind the name they are, which is in parentheses and may contain some.
     */
    private static final int PARENT = 1;

    private static final int GROUP = 2;
    private static final int IN_FRONT = 5;
    private static final int STARTED = 19;

    /**
     * Reads it.
     *
     * @throws IOException there is no such process, it ends while we read, or it is hidden from us
     */
    public static ProcessStat of(long pid) throws IOException {
        byte[] stat = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
        String text = new String(stat, StandardCharsets.ISO_8859_1);
        String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return new ProcessStat(
                ProcessState.inStat(text),
                Long.parseLong(words[PARENT]),
                Long.parseLong(words[GROUP]),
                Long.parseLong(words[IN_FRONT]),
                Long.parseLong(words[STARTED]));
    }
}
