package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * One end of a two-way channel between two processes. An item begins with two numbers of eight
 * bytes each. The first number is the item's sequence number. The second number is a value that the
 * sender passes to the receiver, such as a count of system calls.
 *
 * <p>{@link #send} copies an item from a buffer of the sender, and {@link #receive} copies the item
 * into a buffer of the receiver. Both methods block. Only one thread may use an instance.
 */
sealed interface BenchChannel extends AutoCloseable
        permits RingBenchChannel, StreamBenchChannel, QueueBenchChannel {
    /** The size of the largest item, in bytes. */
    int MAX_BYTES = 256 << 10;

    /**
     * The size of the smallest item, in bytes. An item of this size consists only of the sequence
     * number and the second number.
     */
    int MIN_BYTES = 2 * Long.BYTES;

    /**
     * Sends one item.
     *
     * @param sequence the sequence number of the item
     * @param size the size of the item, in bytes
     */
    void send(long sequence, int size);

    /**
     * Receives the next item and returns its sequence number.
     *
     * @param size the expected size of the item, in bytes
     */
    long receive(int size);

    /**
     * Acknowledges the items that this end has claimed from a ring, if {@link #receive} has
     * returned all claimed items; otherwise does nothing. Only items from a ring need an
     * acknowledgement.
     */
    void settle();

    /** Sets the value that each further item from this end contains as its second number. */
    void setSecond(long value);

    /**
     * Returns the second number of the item that was received last. The other end has set this
     * value with {@link #setSecond}.
     */
    long second();

    /**
     * Returns the number of system calls that this end has made to send and receive items, to
     * sleep, and to wake the other end.
     */
    long systemCalls();

    @Override
    void close();

    /**
     * Returns the exception for the case that the process at the other end has ended. The exception
     * ends this process without a message, because the {@code bench} process reports the failure.
     */
    static IpcException peerEnded(Exception cause) {
        return new IpcException(Category.OUTPUT_CLOSED, "the other process has ended", cause);
    }
}
