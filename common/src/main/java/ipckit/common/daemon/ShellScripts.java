package ipckit.common.daemon;

import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ScanScript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The shell scripts of daemons, which are resource files of this package. */
final class ShellScripts {
    private ShellScripts() {}

    /** Returns the words that run the supervisor of a daemon, without its arguments. */
    static List<byte[]> supervisor() {
        return words("supervisor.sh");
    }

    /** Returns the words that run the script that ends the processes of a daemon. */
    static List<byte[]> end() {
        return words("end.sh");
    }

    private static List<byte[]> words(String file) {
        String script = ScanScript.FUNCTIONS + text("processes.sh") + text(file);
        // The path of the shell is absolute, because the user may have set PATH to anything.
        return new ArrayList<>(OwnCommandLine.bytesOf(List.of("/bin/sh", "-c", script, "sh")));
    }

    private static String text(String file) {
        try (InputStream in = ShellScripts.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
