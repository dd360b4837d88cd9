package ipckit.common.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whom a terminal's keys reach: the process group in front (credentials(7), proc(5)). */
public final class Terminal {
    private static final Path STAT = Path.of("/proc/self/stat");

    /** Behind the name and the state: parent, group, session, terminal, group in front. */
    private static final int GROUP = 2;

    private static final int IN_FRONT = 5;

    private Terminal() {}

    /** Whether what is typed at our terminal, Ctrl-C for one, goes to us and our process group. */
    static boolean hasUsInFront() {
        try {
            String text = new String(Files.readAllBytes(STAT), StandardCharsets.ISO_8859_1);
            String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return words[GROUP].equals(words[IN_FRONT]);
        } catch (IOException e) {
            return false;
        }
    }
}
