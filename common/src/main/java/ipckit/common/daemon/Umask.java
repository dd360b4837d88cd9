package ipckit.common.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the umask of this process. */
final class Umask {
    private static final int COMMON = 022;
    private static final int OCTAL = 8;

    private Umask() {}

    /** Returns the umask. Linux shows it in {@code /proc/self/status} since version 4.7. */
    static int ofThisProcess() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Umask:")) {
                    return Integer.parseInt(line.substring("Umask:".length()).strip(), OCTAL);
                }
            }
        } catch (IOException e) {
            // If /proc cannot be read, the most common umask is assumed.
        }
        return COMMON;
    }
}
