package ipckit.common.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Examines a descriptor that this process inherited: whether it is a terminal or a pipe, and
 * whether it is open for writing. The symbolic link of the descriptor in {@code /proc/self/fd}
 * names the device or the pipe.
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
    /**
     * The beginning of the line in {@code /proc/self/fdinfo} that contains the flags of open(2).
     */
    private static final String FLAGS = "flags:";

    /**
     * The bit mask for the access mode. The access mode is the two lowest bits of the flags of
     * open(2). The last octal digit of the flags contains these two bits.
     */
    private static final int ACCESS_MODE = 3;

    private static final int READ_ONLY = 0;

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

    /**
     * Returns whether the descriptor is open for writing. The launcher replaces a closed standard
     * output by a file that is open for reading only. For such a descriptor, this method returns
     * false.
     *
     * <p>The method reads the flags of open(2), in octal, from proc_pid_fdinfo(5). fcntl(2) would
     * return the same flags, but its first native call takes tens of milliseconds.
     */
    static boolean isWritable(int descriptor) {
        try {
            String info = Files.readString(Path.of("/proc/self/fdinfo/" + descriptor));
            int start = info.indexOf(FLAGS);
            int end = info.indexOf('\n', start);
            return start < 0 || (info.charAt(end - 1) & ACCESS_MODE) != READ_ONLY;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // The flags are unknown, so only a write can show whether the descriptor is writable.
            return true;
        }
    }

    private static String target(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
