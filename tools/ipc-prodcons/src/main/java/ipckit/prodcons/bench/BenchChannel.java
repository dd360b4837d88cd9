package ipckit.prodcons.bench;

/**
 * One end of a two-way channel between two processes. The first eight bytes of an item are its
 * sequence number. Sending copies the whole item from a buffer of the sender, and receiving copies
 * it to a buffer of the receiver. Calls block. Belongs to one thread.
 */
sealed interface BenchChannel extends AutoCloseable permits RingBenchChannel, PipeBenchChannel {
    /** The size of the largest item. */
    int MAX_BYTES = 256 << 10;

    /** The size of the smallest item, which holds two numbers. */
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

    /** Acknowledges the received items, unless a claimed item remains to be received. */
    void settle();

    /** Sets the second number of all items that are sent after this call. */
    void setSecond(long value);

    /** Returns the second number of the last received item. */
    long second();

    /** Returns how many system calls this end has made to move items, to sleep and to wake. */
    long systemCalls();

    @Override
    void close();
}
