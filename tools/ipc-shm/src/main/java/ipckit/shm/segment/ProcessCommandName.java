package ipckit.shm.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process runs, for people to read. */
final class ProcessCommandName {
    private ProcessCommandName() {}

    /** The name of its program; empty when it has gone. */
    static String of(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
