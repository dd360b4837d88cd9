package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.Receiver;
import ipckit.mq.mailbox.MailboxReference;

/**
 * The destination of the messages that {@code recv} receives: stdout or a command. Only the
 * receiving thread may use a sink.
 */
interface MessageSink extends AutoCloseable {
    /**
     * The value that {@link #deliver} returns when the mailbox will deliver the message again,
     * because the message was given back or its lease ended.
     */
    int RETRY = -1;

    /**
     * Announces a mailbox from which messages will come.
     *
     * @throws ipckit.common.IpcException when the sink cannot take the messages of this mailbox
     */
    default void opened(MailboxReference source, MailboxSpec spec) {}

    /**
     * Waits until the sink can take another message.
     *
     * @return DONE when the sink can take a message; otherwise the reason why the wait ended
     */
    default MailboxOutcome awaitRoom(Deadline deadline) {
        return MailboxOutcome.DONE;
    }

    /** Returns the largest number of messages that one call of {@link #deliver} delivers. */
    default int batchSize() {
        return 1;
    }

    /**
     * Delivers the messages that {@code receiver} has claimed. Then acknowledges the messages,
     * gives the messages back to the mailbox, or keeps the messages leased.
     *
     * @return 0 to continue, {@link #RETRY} to continue without counting the messages as received,
     *     otherwise the exit code with which {@code recv} must end
     */
    int deliver(MailboxReference source, Receiver receiver);

    @Override
    default void close() {}
}
