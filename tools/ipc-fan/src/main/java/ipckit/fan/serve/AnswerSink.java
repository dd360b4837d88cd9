package ipckit.fan.serve;

import ipckit.fan.output.LineTag;

import java.lang.foreign.MemorySegment;

/** Where answers go. Safe for several threads. */
interface AnswerSink {
    /**
     * Some were given.
     *
     * @param tag what stands before each line; null for nothing
     * @param first the number of the record that the first of them answers
     * @param count how many there are, to records that follow one another
     * @param bytes where they are, which is used for others afterwards
     */
    void put(LineTag tag, long first, int count, MemorySegment bytes, long from, long to);

    /** There will be no answer to a record. */
    default void skip(long number) {}

    /** Whether there is room for more answers that come too early. */
    default boolean haveRoom() {
        return true;
    }

    /** The number of the record whose answer goes out next; -1 if the order does not matter. */
    default long next() {
        return -1;
    }
}
