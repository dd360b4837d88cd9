package ipckit.mq.microkernel.policy;

/** Assigns priorities to tasks. An instance belongs to one thread. */
public interface Policy extends AutoCloseable {
    /**
     * Answers a question of the kernel for the priorities of the scheduled tasks. The documentation
     * of this package describes the question and the answer.
     *
     * @param question the line with the times of the scheduled tasks
     * @return the line with priorities
     * @throws ipckit.common.IpcException if there is no answer; the priorities then stay unchanged
     */
    String decide(String question);

    /**
     * Checks that this process can use the policy, for example run the user's program that assigns
     * the priorities. Call this method after this process has given up the rights of root.
     *
     * @throws ipckit.common.IpcException NOT_FOUND (127) if the program of the policy is not found;
     *     CANNOT_RUN (126) if this process cannot run it
     */
    default void check() {}

    @Override
    default void close() {}
}
