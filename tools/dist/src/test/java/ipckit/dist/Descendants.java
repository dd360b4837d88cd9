package ipckit.dist;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The descendants of one process. This class finds the descendants by an environment variable that
 * every descendant inherits, even a descendant in another process group or session.
 */
public final class Descendants {
    /** The environment variable by which this class finds descendants. */
    public static final String VARIABLE = "IPCKIT_TEST_RUN";

    private final String mark = UUID.randomUUID().toString();

    /**
     * Returns the value that the environment variable {@link #VARIABLE} has in all descendants. The
     * caller must start the first process with this value. The descendants inherit the value.
     */
    public String mark() {
        return mark;
    }

    /** Returns the living descendants; a zombie does not count as alive. */
    List<ProcessHandle> alive() {
        String entry = VARIABLE + "=" + mark;
        // The code lists /proc itself, because ProcessHandle.allProcesses() would read one more
        // file for each process.
        return Stream.of(new File("/proc").list())
                .filter(name -> Character.isDigit(name.charAt(0)))
                .filter(pid -> read(pid, "environ").contains(entry))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    /**
     * Waits at most {@code graceMillis} milliseconds until all descendants have exited. Returns a
     * line for each descendant that is still alive.
     */
    public List<String> aliveAfter(long graceMillis) throws InterruptedException {
        long end = System.nanoTime() + graceMillis * 1_000_000;
        List<ProcessHandle> left = alive();
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
            left = alive();
        }
        return left.stream()
                .map(process -> Long.toString(process.pid()))
                .map(pid -> pid + ": " + read(pid, "cmdline").replace('\0', ' '))
                .toList();
    }

    /** Kills all descendants, also those that start while this method runs. */
    public void kill() {
        for (List<ProcessHandle> left = alive(); !left.isEmpty(); left = alive()) {
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static String read(String pid, String file) {
        Path path = Path.of("/proc", pid, file);
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException e) {
            // The process has exited, or the process belongs to another user.
            return "";
        }
    }
}
