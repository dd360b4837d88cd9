package ipckit.common.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out whether a descriptor that this process inherited is a terminal or a pipe. The symbolic
 * link of the descriptor in {@code /proc/self/fd} names the device or the pipe.
 *
 * <p>A terminal is recognised by the path of its device. The known devices are pseudo-terminals
 * (including those of {@code ssh}, {@code tmux} and containers), virtual consoles and serial lines.
 * Without {@code /proc} no descriptor counts as a terminal, so the programs write neither colours
 * nor progress lines.
 *
 * <p>{@code isatty} is not called, because a native call takes tens of milliseconds at first use.
 * {@code System.console()} is not called either, for two reasons: this call loads a line editor,
 * and the call cannot test standard input and standard output separately.
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

    /** Returns whether the descriptor is an anonymous pipe or a socket. */
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
