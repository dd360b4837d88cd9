package ipckit.common.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the umask of this process. */
final class Umask {
    private static final int COMMON = 022;
    private static final int OCTAL = 8;

    private Umask() {}

    /** Returns the umask, which proc_pid_status(5) contains since Linux 4.7. */
    static int ofThisProcess() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Umask:")) {
                    return Integer.parseInt(line.substring("Umask:".length()).strip(), OCTAL);
                }
            }
        } catch (IOException e) {
            // Without /proc, the common value is used.
        }
        return COMMON;
    }
}
