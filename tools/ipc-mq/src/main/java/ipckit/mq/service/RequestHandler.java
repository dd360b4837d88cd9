package ipckit.mq.service;

import ipckit.common.mailbox.Message;
import ipckit.common.naming.ObjectName;

/** Answers questions, one after the other. For one thread. */
interface RequestHandler extends AutoCloseable {
    /**
     * What it came to.
     *
     * @param status how it went, as an exit status; 0 for well
     * @param error what there is to say about a failure, or what the command has said
     * @param body the answer
     */
    record Result(int status, byte[] error, byte[] body) {}

    /**
     * Answers one question.
     *
     * @throws ipckit.common.IpcException NOT_FOUND, CANNOT_RUN
     */
    Result answer(ObjectName mailbox, Message question);

    @Override
    default void close() {}
}
