package ipckit.mq;

import ipckit.common.naming.ObjectName;
import ipckit.mq.box.Message;

/** Answers questions, one after the other. For one thread. */
interface Worker extends AutoCloseable {
    /**
     * What it came to.
     *
     * @param status how it went, as an exit status; 0 for well
     * @param error what there is to say about a failure
     * @param body the answer
     * @param last whether this worker can answer no more
     */
    record Result(int status, byte[] error, byte[] body, boolean last) {}

    /**
     * Answers one question.
     *
     * @throws ipckit.common.IpcException NOT_FOUND, CANNOT_RUN
     */
    Result answer(ObjectName mailbox, Message question);

    @Override
    default void close() {}
}
