package ipckit.mq.receive;

import ipckit.common.mailbox.Receiver;
import ipckit.common.pipe.OutputBacklog;
import ipckit.mq.failure.WaitFailure;

/**
 * Waits until the reader of the pipe at standard output has read the messages that this process has
 * written to the pipe. The option {@code recv --prefetch} uses this class.
 */
final class ReadMessages {
    private ReadMessages() {}

    /**
     * Waits until the reader of standard output has read the messages that the receiver has
     * claimed. Returns at once if standard output is not a pipe.
     *
     * @throws ipckit.common.IpcException OUTPUT_CLOSED when the reader ends before it has read the
     *     messages; the messages are then given back
     */
    static void await(Receiver receiver) {
        if (!OutputBacklog.awaitRead()) {
            receiver.giveBack();
            throw WaitFailure.stdoutClosed();
        }
    }
}
