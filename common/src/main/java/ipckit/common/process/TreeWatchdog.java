package ipckit.common.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * A separate process that ends a {@link ProcessTree} if the creator of the tree dies and cannot end
 * the tree itself, for example because of SIGKILL. The watchdog has a session of its own, so that
 * signals from the terminal do not reach it. The watchdog reads from a pipe that only the creator
 * of the tree can write to. When the creator dies, the pipe has no writer any more, and the read
 * returns the end of file.
 */
final class TreeWatchdog {
    /**
     * The descriptor from which the {@link #SCRIPT} reads the file of the {@link ChildRegistry}.
     */
    private static final int REGISTRY = 3;

    /**
     * The shell script of the watchdog. Its standard input is a pipe from the process that created
     * the tree. When the script reads a line from the pipe, it exits. When the script reads the end
     * of file, it ends the tree. The script has two arguments: the {@link TreeTag} of the tree, and
     * the number of scans between TERM and KILL.
     *
     * <p>The script finds the same processes as {@link TreeScan}.
     */
    private static final String SCRIPT =
            """
            exec >/dev/null 2>&1
            cd /
            PATH=$PATH:/usr/bin:/bin
            trap '' HUP INT QUIT TERM TSTP
            read -r word && exit 0
            """
                    + ScanScript.FUNCTIONS
                    + """
                    find_all() {
                        apart=" $(tagged IPC_TREE= | tr '\\n' ' ') "
                        scan $(tagged "$tag")
                    }
                    known=$(cat <&3)
                    tag=$1
                    end_found "$2"
                    """;

    /** The line that makes the watchdog exit without ending the tree. */
    private static final byte[] OVER = {'o', 'v', 'e', 'r', '\n'};

    private final Pipe lifeline = Pipe.make();

    /**
     * Starts the watchdog.
     *
     * @param killAfter the time between TERM and KILL
     */
    TreeWatchdog(TreeTag tag, Duration killAfter) {
        long scans = 1 + killAfter.toMillis() * ScanScript.SCANS_A_SECOND / 1000;
        // The path of the shell is absolute, because the user may have set PATH to anything.
        List<String> words =
                List.of("/bin/sh", "-c", SCRIPT, "sh", tag.text(), Long.toString(scans));
        new ProcessLaunch(OwnCommandLine.bytesOf(words))
                .reading(lifeline)
                .reading(REGISTRY, ChildRegistry.file())
                .detached()
                .start();
        lifeline.closeOut();
    }

    /** Makes the watchdog end the processes of the tree that are still alive. */
    void endTree() {
        lifeline.close();
    }

    /** Makes the watchdog exit without ending the processes of the tree. */
    void dismiss() {
        try {
            lifeline.in().write(ByteBuffer.wrap(OVER));
        } catch (IOException e) {
            // The watchdog was killed, so it cannot end any processes.
        }
        lifeline.close();
    }
}
