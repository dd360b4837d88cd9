package ipckit.common.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether standard error is connected to the journal of systemd. */
final class JournalStream {
    private static final String VARIABLE = "JOURNAL_STREAM";
    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private JournalStream() {}

    /**
     * Returns whether standard error is connected to the journal. The variable {@code
     * JOURNAL_STREAM} contains the device and inode numbers of the stream to the journal, see
     * systemd.exec(5). This method compares these numbers with those of standard error.
     */
    static boolean isStderr() {
        String stream = System.getenv(VARIABLE);
        if (stream == null) {
            return false;
        }
        try {
            Object device = Files.getAttribute(STDERR, "unix:dev");
            Object inode = Files.getAttribute(STDERR, "unix:ino");
            return stream.equals(device + ":" + inode);
        } catch (IOException e) {
            return false;
        }
    }
}
