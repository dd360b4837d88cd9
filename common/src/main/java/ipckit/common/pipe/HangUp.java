package ipckit.common.pipe;

import ipckit.common.os.Poll;

/**
 * Tests whether the reader of standard output has closed it. Java's streams report this only in the
 * text of a failed write.
 */
public final class HangUp {
    private static final int STDOUT = 1;

    private HangUp() {}

    /**
     * Returns whether the reader of standard output has closed it. Returns false if standard output
     * is a file. Does not block.
     */
    public static boolean ofStdout() {
        return Poll.isHungUp(STDOUT);
    }
}
