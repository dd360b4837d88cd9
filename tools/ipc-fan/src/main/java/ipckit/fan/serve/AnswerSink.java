package ipckit.fan.serve;

import ipckit.fan.output.LineTag;

import java.lang.foreign.MemorySegment;

/** Receives the answers of all workers. Safe for several threads. */
interface AnswerSink {
    /**
     * Takes answers to consecutive records.
     *
     * @param tag the tag of each answer; null for none
     * @param first the number of the first record, from 0
     * @param count the number of records
     * @param bytes memory that has the answers from {@code from} to {@code to}; the caller reuses
     *     it afterwards
     */
    void put(LineTag tag, long first, int count, MemorySegment bytes, long from, long to);

    /** Says that a record will have no answer. */
    default void skip(long number) {}

    /** Whether more answers can be held that come before their turn. */
    default boolean hasRoom() {
        return true;
    }

    /** Returns the number of the record whose answer is written next; −1 if order is not kept. */
    default long next() {
        return -1;
    }
}
