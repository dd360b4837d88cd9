package ipckit.mq.receive;

import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.Receiver;
import ipckit.mq.mailbox.MailboxReference;

/** Where received messages go. Belongs to the thread that receives them. */
interface MessageSink extends AutoCloseable {
    /** What {@link #deliver} returns for a message that was given back to be tried again. */
    int AGAIN = -1;

    /**
     * Messages from there will come.
     *
     * @throws ipckit.common.IpcException if it cannot take them
     */
    default void opened(MailboxReference route, MailboxSpec spec) {}

    /** How many messages it wants at once. */
    int most();

    /** Whether nobody will want anything any more; asked during waits. */
    boolean isUnwanted();

    /**
     * Delivers what the receiver holds, and acknowledges it, gives it back or leaves it to its
     * lease.
     *
     * @return 0 to go on, {@link #AGAIN} to go on as if nothing had come, else the exit code to end
     *     with
     */
    int deliver(MailboxReference route, Receiver receiver);

    @Override
    default void close() {}
}
