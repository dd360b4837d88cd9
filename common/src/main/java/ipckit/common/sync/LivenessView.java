package ipckit.common.sync;

/**
 * Tells which participants of an object live, according to the kernel. A user who may both read and
 * write the object opens the liveness file ({@link Liveness}). A user who may only read the object
 * may not open this file, and looks at the kernel's list of locks ({@link ListedLiveness}).
 */
public sealed interface LivenessView extends AutoCloseable permits Liveness, ListedLiveness {
    /** Returns whether a living process has the participant index. */
    boolean isAlive(int index);

    @Override
    void close();
}
