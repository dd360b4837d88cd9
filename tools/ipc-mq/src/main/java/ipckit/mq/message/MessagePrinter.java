package ipckit.mq.message;

import ipckit.common.mailbox.Message;

/** Writes a received message to standard output in the format that the user chose. */
@FunctionalInterface
public interface MessagePrinter {
    /**
     * Writes the message and flushes standard output.
     *
     * @param mailbox the name of the mailbox from which the message came
     */
    void print(String mailbox, Message message);
}
