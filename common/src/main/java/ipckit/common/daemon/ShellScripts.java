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
import java.util.ArrayList;
import java.util.List;

/** The shell scripts of daemons, which are resource files of this package. */
final class ShellScripts {
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
     * Describes a shell that reads its script from a file in memory, so that the command line of
     * the process shows only the arguments. The script is one function, because the shell must have
     * read the whole script before the script closes the file.
     */
    private static ProcessLaunch launch(String file, List<byte[]> arguments) {
        String body = ScanScript.FUNCTIONS + text("processes.sh") + text(file);
        String script = "run() {\n" + body + "}\nrun \"$@\"; exit\n";
        // The path of the shell is absolute, because the user may have set PATH to anything.
        List<byte[]> words = new ArrayList<>(OwnCommandLine.bytesOf(List.of("/bin/sh", "-s")));
        words.addAll(arguments);
        return new ProcessLaunch(words).detached().reading(input(script));
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
