package ipckit.prodcons.bench;

/**
 * One end of a two-way channel between two processes. An item is so many bytes, the first eight of
 * which are its sequence number; all of them are copied in from a buffer of the sender's, and out
 * to one of the receiver's. Calls block. For one thread.
 */
sealed interface BenchChannel extends AutoCloseable permits RingBenchChannel, PipeBenchChannel {
    /** The largest item. */
    int MOST_BYTES = 256 << 10;

    /** The smallest item: two numbers. */
    int LEAST_BYTES = 2 * Long.BYTES;

    /** Sends one item. */
    void send(long sequence, int size);

    /** Takes the next item, which must have that size; its sequence number. */
    long receive(int size);

    /** Says that what was received is done with, at the latest when all that is there is. */
    void settle();

    /** Sets the second number of what is sent. */
    void setSecond(long value);

    /** The second number of what was received last. */
    long second();

    /** System calls that this end has made so far to move items and to sleep and wake. */
    long systemCalls();

    @Override
    void close();
}
