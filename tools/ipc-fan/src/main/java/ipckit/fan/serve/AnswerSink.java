package ipckit.fan.serve;

import ipckit.fan.output.LineTag;

import java.lang.foreign.MemorySegment;

/** Receives the answers of all workers. Safe for several threads. */
interface AnswerSink {
    /**
     * Takes answers to consecutive records.
     *
     * @param tag the tag of each answer; null if answers have no tags
     * @param first the number of the first record, from 0
     * @param count the number of records
     * @param bytes memory whose bytes from {@code from} to {@code to} are the answers; the caller
     *     reuses the memory afterwards
     */
    void put(LineTag tag, long first, int count, MemorySegment bytes, long from, long to);

    /** Marks a record as one without an answer. */
    default void skip(long number) {}

    /** Returns whether the sink can hold more answers whose earlier answers are missing. */
    default boolean hasRoom() {
        return true;
    }

    /**
     * Returns the number of the record whose answer is written next, or −1 if the sink does not
     * order answers.
     */
    default long next() {
        return -1;
    }
}
