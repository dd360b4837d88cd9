package ipckit.shm.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the name of the program that a process runs. */
final class ProcessCommandName {
    private ProcessCommandName() {}

    /**
     * Returns the name of the program, at most 15 characters; an empty string if the process has
     * ended.
     */
    static String of(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
