package ipckit.mq.port.message;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.mq.space.PortReceiver;

/** A port or a port set from which a task receives. An instance belongs to one thread. */
interface PortSource extends AutoCloseable {
    /**
     * Waits for a message, and claims it.
     *
     * @return DONE, or the reason why there is no message
     * @throws ipckit.common.IpcException REMOVED if the task can no longer receive from the source
     */
    MailboxOutcome receive(Deadline deadline);

    /**
     * Returns the receiver of the message that the last successful {@link #receive} has claimed.
     */
    PortReceiver claimed();

    @Override
    void close();
}
