package ipckit.mq.microkernel.policy;

/** Assigns priorities to tasks. Belongs to one thread. */
public interface Policy extends AutoCloseable {
    /**
     * Answers a question of the kernel. The documentation of this package describes both lines.
     *
     * @param question the line with the times of the scheduled tasks
     * @return the line with priorities
     * @throws ipckit.common.IpcException if there is no answer; the priorities then stay unchanged
     */
    String decide(String question);

    @Override
    default void close() {}
}
