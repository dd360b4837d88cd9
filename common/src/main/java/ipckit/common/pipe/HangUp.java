package ipckit.common.pipe;

import ipckit.common.os.Poll;

/**
 * Tests whether the reader of standard output has closed the pipe. Java's streams report a closed
 * pipe only when a write fails, and only in the text of the exception.
 */
public final class HangUp {
    private static final int STDOUT = 1;

    private HangUp() {}

    /**
     * Returns whether standard output is a pipe or socket whose other end is closed. Does not
     * block.
     */
    public static boolean ofStdout() {
        return Poll.isHungUp(STDOUT);
    }
}
