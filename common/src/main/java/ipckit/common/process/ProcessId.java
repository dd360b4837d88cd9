package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A process and no later one with the same number: the number, when it was started, and in which
 * pid name space that is so (proc(5), namespaces(7)).
 *
 * @param pid its number
 * @param started clock ticks since the machine was started
 * @param space the name space's own number
 */
public record ProcessId(long pid, long started, long space) {
    /** Which of the words behind the name in {@code /proc/PID/stat} says when it was started. */
    private static final int STARTED = 19;

    /**
     * A process that lives.
     *
     * @throws IpcException ABSENT
     */
    public static ProcessId of(long pid) {
        long started = started(pid);
        if (started == 0) {
            throw new IpcException(Category.ABSENT, "no such process: " + pid);
        }
        return new ProcessId(pid, started, ourSpace());
    }

    /** Whether it lives. Of a process in another name space nobody here can know: then it does. */
    public boolean isAlive() {
        return space != ourSpace() || started(pid) == started;
    }

    /** When a process was started; 0 if there is none, or only what is left of one. */
    private static long started(long pid) {
        try {
            byte[] stat = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
            String text = new String(stat, StandardCharsets.ISO_8859_1);
            String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return words[0].matches("[ZXx]") ? 0 : Long.parseLong(words[STARTED]);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            return 0; // it has ended while we read
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
}
