package ipckit.common.os;

/**
 * Calls membarrier(2), by which one process executes a full fence on the processors of other
 * processes. Every process that is the target of such fences must have registered for them.
 *
 * <p>Several threads may use this class at the same time.
 */
public final class Membarrier {
    /** Executes a full fence on every processor on which a registered process is running. */
    private static final int GLOBAL_EXPEDITED = 1 << 1;

    private static final int REGISTER_GLOBAL_EXPEDITED = 1 << 2;

    /**
     * The number of the system call membarrier(2), for which the C library has no function; −1 on a
     * processor where ipckit does not use the call.
     */
    private static final long SYS_MEMBARRIER =
            switch (System.getProperty("os.arch")) {
                case "amd64", "x86_64" -> 324;
                default -> -1;
            };

    private Membarrier() {}

    /**
     * Registers this process, so that {@link #onAllProcessors} of any process also executes a full
     * fence on the processors of this process. The registration ends when this process executes
     * another program or ends. In a process with several threads, the call takes 5 to 14
     * milliseconds.
     *
     * @return whether the process is registered; false if the kernel refuses or lacks the call
     */
    public static boolean register() {
        return call(REGISTER_GLOBAL_EXPEDITED);
    }

    /**
     * Executes a full fence in the calling thread, and on every processor that is running a thread
     * of a process that has called {@link #register}. The caller need not have registered.
     *
     * @return whether the fences were executed; false if the kernel refuses or lacks the call
     */
    public static boolean onAllProcessors() {
        return call(GLOBAL_EXPEDITED);
    }

    private static boolean call(int command) {
        return SYS_MEMBARRIER >= 0
                && CallShapes.call(SystemCall.FUNCTION, SYS_MEMBARRIER, command, 0) == 0;
    }
}
