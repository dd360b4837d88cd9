package ipckit.common.process;

import ipckit.common.os.ProcessId;

/**
 * A variable of the environment by which processes are found that belong together: proc(5) shows
 * with which environment each was started.
 */
final class TreeTag {
    static final String VARIABLE = "IPC_TREE";

    private final String value;

    private TreeTag(String value) {
        this.value = value;
    }

    /** One that nobody else bears. */
    static TreeTag unique() {
        return new TreeTag(ProcessId.ours() + "-" + Long.toHexString(System.nanoTime()));
    }

    String value() {
        return value;
    }

    /** Name and value. */
    String text() {
        return VARIABLE + "=" + value;
    }

    /** Whether a process bears it; its variables are each between two zero characters. */
    boolean isIn(String environment) {
        return environment.contains("\0" + text() + "\0");
    }

    /** Whether a process belongs to no tree, whoever has started it. */
    static boolean isApart(String environment) {
        return environment.contains("\0" + VARIABLE + "=\0");
    }
}
