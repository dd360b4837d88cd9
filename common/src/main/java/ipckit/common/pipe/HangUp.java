package ipckit.common.pipe;

import ipckit.common.os.Poll;

/** Whether anybody reads what we write: Java's streams tell it only in a failed write's message. */
public final class HangUp {
    private static final int STDOUT = 1;

    private HangUp() {}

    /** Whether the readers of our standard output have gone; false for files. Never waits. */
    public static boolean ofStdout() {
        return Poll.isHungUp(STDOUT);
    }
}
