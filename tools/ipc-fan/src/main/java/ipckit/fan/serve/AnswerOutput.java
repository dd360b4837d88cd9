package ipckit.fan.serve;

import ipckit.fan.output.OrderedOutput;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Writes the answers of all workers, either at once or in the order of the records. Safe for
 * several threads.
 */
final class AnswerOutput {
    /**
     * If at least this number of bytes is held, workers are given only the record whose answer is
     * written next.
     */
    private static final long HELD_ANSWERS = 8 << 20;

    private final Consumer<ByteBuffer> out;

    /** Writes answers in the order of the records; null if answers are written in any order. */
    private final OrderedOutput order;

    /**
     * @param out receives the answers
     */
    AnswerOutput(boolean keepOrder, Consumer<ByteBuffer> out) {
        this.out = out;
        this.order = keepOrder ? new OrderedOutput(0, Integer.MAX_VALUE, HELD_ANSWERS, out) : null;
    }

    /**
     * Takes answers to consecutive records.
     *
     * @param first the number of the first record, from 0
     * @param count the number of records
     * @param answers the answers; the caller may reuse the memory of the buffer afterwards
     */
    void put(long first, int count, ByteBuffer answers) {
        if (order == null) {
            out.accept(answers);
        } else {
            order.put(first, count, answers);
        }
    }

    /** Records that a record receives no answer. */
    void skip(long number) {
        if (order != null) {
            order.put(number, 1, ByteBuffer.allocate(0));
        }
    }

    /** Returns whether more answers can be held. */
    boolean hasRoom() {
        return order == null || order.hasRoom();
    }

    /**
     * Returns the number of the record whose answer is written next, or −1 if answers are written
     * in any order.
     */
    long next() {
        return order == null ? -1 : order.next();
    }
}
