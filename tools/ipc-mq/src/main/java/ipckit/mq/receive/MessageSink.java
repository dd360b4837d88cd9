package ipckit.mq.receive;

import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.Receiver;
import ipckit.mq.mailbox.MailboxReference;

/** Where {@code recv} puts messages: stdout or a command. Belongs to the receiving thread. */
interface MessageSink extends AutoCloseable {
    /** What {@link #deliver} returns when it gave the message back for another try. */
    int RETRY = -1;

    /**
     * Announces a mailbox from which messages will come.
     *
     * @throws ipckit.common.IpcException when the sink cannot take that mailbox's messages
     */
    default void opened(MailboxReference source, MailboxSpec spec) {}

    /** How many messages one call of {@link #deliver} takes at most. */
    int batchSize();

    /** Whether the sink's output is closed; polled during waits, which it ends. */
    boolean isClosed();

    /**
     * Delivers the messages that the receiver holds, then acknowledges them, gives them back, or
     * leaves them to their lease.
     *
     * @return 0 to continue, {@link #RETRY} to continue without counting the messages, otherwise
     *     the exit code with which {@code recv} must end
     */
    int deliver(MailboxReference source, Receiver receiver);

    @Override
    default void close() {}
}
