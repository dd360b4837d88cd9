package ipckit.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The processes that come from one start, however they may have left their parent, their process
 * group and their session: all of them inherited one variable of the environment.
 */
final class Descendants {
    /** The variable's name. */
    static final String VARIABLE = "IPCKIT_TEST_RUN";

    private final String mark = UUID.randomUUID().toString();

    /** The value that the first process is to be given. */
    String mark() {
        return mark;
    }

    /** Those that live, zombies not counted. */
    List<ProcessHandle> alive() {
        String entry = VARIABLE + "=" + mark;
        List<ProcessHandle> found = new ArrayList<>();
        ProcessHandle.allProcesses()
                .filter(process -> read(process, "environ").contains(entry))
                .forEach(found::add);
        return found;
    }

    /** Those that still live after some time to end by themselves, as text for a message. */
    List<String> aliveAfter(long graceMillis) throws InterruptedException {
        long end = System.nanoTime() + graceMillis * 1_000_000;
        List<ProcessHandle> left = alive();
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
            left = alive();
        }
        return left.stream()
                .map(process -> process.pid() + ": " + read(process, "cmdline").replace('\0', ' '))
                .toList();
    }

    /** Kills them, and those that they start meanwhile. */
    void kill() {
        for (List<ProcessHandle> left = alive(); !left.isEmpty(); left = alive()) {
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static String read(ProcessHandle process, String file) {
        Path path = Path.of("/proc", Long.toString(process.pid()), file);
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException e) {
            return ""; // ended meanwhile, or not ours to look at
        }
    }
}
