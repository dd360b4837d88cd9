package ipckit.common.daemon;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.CommandInput;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ScanScript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The shell scripts of daemons, which are resource files of this package. */
final class ShellScripts {
    /**
     * The shells in the order of preference: dash, ash of BusyBox, any shell. The first shell that
     * exists is used. The first two need little memory, and they continue to run when the system
     * refuses to start a process. The paths are absolute, because the user may have set PATH to
     * anything.
     */
    private static final List<List<String>> SHELLS =
            List.of(
                    List.of("/bin/dash"),
                    List.of("/usr/bin/dash"),
                    List.of("/bin/busybox", "sh"),
                    List.of("/usr/bin/busybox", "sh"),
                    List.of("/bin/sh"));

    private ShellScripts() {}

    /**
     * Describes a shell that runs the supervisor of a daemon.
     *
     * @param arguments the arguments of the script
     */
    static ProcessLaunch supervisor(List<byte[]> arguments) {
        return launch("supervisor.sh", arguments);
    }

    /** Describes a shell that runs the script that ends the processes of a daemon. */
    static ProcessLaunch end(List<byte[]> arguments) {
        return launch("end.sh", arguments);
    }

    /**
     * Describes a shell that reads its script from standard input, which is a file in memory. So
     * the command line of the process shows only the arguments, and not the script. The script is
     * one function, because the shell must have read all of it before the script redirects standard
     * input.
     */
    private static ProcessLaunch launch(String file, List<byte[]> arguments) {
        String body = ScanScript.FUNCTIONS + text("processes.sh") + text(file);
        String script = "run() {\n" + body + "}\nrun \"$@\"; exit\n";
        List<String> shell = new ArrayList<>(shell(Files::isExecutable));
        shell.add("-s");
        List<byte[]> words = new ArrayList<>(OwnCommandLine.bytesOf(shell));
        words.addAll(arguments);
        return new ProcessLaunch(words).detached().reading(input(script));
    }

    /**
     * Returns the command of the first shell in {@link #SHELLS} that exists.
     *
     * @param exists returns whether a path names an existing program
     */
    static List<String> shell(Predicate<Path> exists) {
        for (List<String> shell : SHELLS) {
            if (exists.test(Path.of(shell.getFirst()))) {
                return shell;
            }
        }
        return SHELLS.getLast();
    }

    private static CommandInput input(String script) {
        CommandInput input = new CommandInput();
        try {
            input.channel().write(ByteBuffer.wrap(script.getBytes(StandardCharsets.US_ASCII)), 0);
            return input;
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot use memory: " + e.getMessage(), e);
        }
    }

    private static String text(String file) {
        try (InputStream in = ShellScripts.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
