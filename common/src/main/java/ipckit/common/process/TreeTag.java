package ipckit.common.process;

import ipckit.common.os.ProcessId;

/**
 * An environment variable that marks the processes of a {@link ProcessTree}, or those of a command
 * ({@link CommandProcesses}). The value of the variable is different in each tree. Children inherit
 * the variable, and /proc shows the environment with which each process was started.
 *
 * @param variable the name of the variable
 * @param value the value of the variable
 */
record TreeTag(String variable, String value) {
    /** The environment variable that marks the processes of a {@link ProcessTree}. */
    static final String VARIABLE = "IPC_TREE";

    /**
     * Returns a tag that no other tree has.
     *
     * @param variable the name of the variable
     */
    static TreeTag unique(String variable) {
        return new TreeTag(variable, ProcessId.ours() + "-" + Long.toHexString(System.nanoTime()));
    }

    /** Returns the tag's name and value, for example {@code IPC_TREE=…}. */
    String text() {
        return variable + "=" + value;
    }

    /**
     * Returns whether an environment, in the form of {@link TreeProcess#environment}, has this tag.
     */
    boolean isIn(String environment) {
        return environment.contains("\0" + text() + "\0");
    }

    /**
     * Returns whether {@link #VARIABLE} is set and empty in an environment. The process with this
     * environment then belongs to no tree.
     */
    static boolean isDetached(String environment) {
        return environment.contains("\0" + VARIABLE + "=\0");
    }
}
