package ipckit.dist;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.spi.ToolProvider;

/** Calls tools, such as jlink, of the JDK with which the build runs. */
final class Jdk {
    private Jdk() {}

    /**
     * Runs a tool in this process.
     *
     * @throws IllegalStateException if the tool fails; the message contains the tool's output
     */
    static void tool(String name, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int code = ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments);
        if (code != 0) {
            throw new IllegalStateException(name + " failed:\n" + said);
        }
    }
}
