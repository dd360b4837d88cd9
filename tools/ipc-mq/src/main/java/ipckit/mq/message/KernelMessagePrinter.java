package ipckit.mq.message;

import ipckit.common.pipe.kernel.KernelQueue;

/**
 * Writes the messages from one kernel queue to standard output in the format that the user chose.
 */
@FunctionalInterface
public interface KernelMessagePrinter {
    /** Writes one message and flushes standard output. */
    void print(KernelQueue.Letter letter);
}
