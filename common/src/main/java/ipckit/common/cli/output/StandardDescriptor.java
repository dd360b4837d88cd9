package ipckit.common.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an inherited descriptor is, read from its link in {@code /proc/self/fd}.
 *
 * <p>{@code isatty} would need a foreign call, which costs tens of milliseconds at first use, and
 * {@code System.console()} answers only for input and output together and loads a line editor. A
 * terminal is recognised by its device's path, which names pseudo-terminals (also those of {@code
 * ssh}, {@code tmux} and containers), virtual consoles and serial lines. Where {@code /proc} is
 * missing nothing is a terminal: the display is plain then, never wrong.
 */
final class StandardDescriptor {
    private static final String[] TERMINALS = {"/dev/pts/", "/dev/tty", "/dev/console", "/dev/hvc"};

    private StandardDescriptor() {}

    static boolean isTerminal(int descriptor) {
        String target = target(descriptor);
        for (String terminal : TERMINALS) {
            if (target.startsWith(terminal)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is an anonymous pipe or a socket. */
    static boolean isPipe(int descriptor) {
        String target = target(descriptor);
        return target.startsWith("pipe:") || target.startsWith("socket:");
    }

    private static String target(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
