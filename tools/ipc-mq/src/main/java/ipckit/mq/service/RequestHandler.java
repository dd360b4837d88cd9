package ipckit.mq.service;

import ipckit.common.mailbox.Message;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.CommandWork;

import java.nio.charset.StandardCharsets;

/** Turns requests into replies, one after the other. Only one thread may use a handler. */
interface RequestHandler extends AutoCloseable {
    /**
     * The reply to one request.
     *
     * @param status the exit status of the command; 0 for success
     * @param error the bytes that {@code call} prints on stderr: the command's stderr, or the
     *     reason of a failure
     * @param body the bytes that {@code call} prints on stdout
     */
    record Reply(int status, byte[] error, byte[] body) {}

    /** Returns an error message of {@code ipc-mq} as a line that {@code call} prints on stderr. */
    static byte[] errorLine(String text) {
        return ("ipc-mq: " + text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Handles one request and returns the reply. Begins {@code work} when it starts the command for
     * the request, or when it passes the request to a running command.
     *
     * @param work the time during which the command works on the request; {@link CommandWork}
     *     describes the effect of signals during this time
     * @param mailbox the service's mailbox
     * @throws ipckit.common.IpcException NOT_FOUND when the command does not exist, CANNOT_RUN when
     *     the command cannot be started
     */
    Reply handle(CommandWork work, ObjectName mailbox, Message request);

    @Override
    default void close() {}
}
