package ipckit.fan.serve;

import ipckit.fan.output.OrderedOutput;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Writes the answers of all workers, either as soon as an answer arrives or in the order of the
 * records. This class is safe for several threads.
 */
final class AnswerOutput {
    /**
     * The limit in bytes for the answers in memory. If answers are written in the order of the
     * records, an answer stays in memory until the answers to all earlier records are written. When
     * the limit is reached, a worker receives records only if the answer that must be written next
     * will come from this worker. The answers of other workers would need even more memory.
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
     * Takes the answers to consecutive records. Writes the answers, or holds a copy in memory until
     * the answers to all earlier records are written.
     *
     * @param first the number of the first record, from 0
     * @param count the number of records
     * @param answers the answers; the caller may reuse the memory of the buffer after the call
     */
    void put(long first, int count, ByteBuffer answers) {
        if (order == null) {
            out.accept(answers);
        } else {
            order.put(first, count, answers);
        }
    }

    /**
     * Marks a record that will have no answer, so that the answers to later records do not wait for
     * this record.
     */
    void skip(long number) {
        if (order != null) {
            order.put(number, 1, ByteBuffer.allocate(0));
        }
    }

    /**
     * Returns whether the memory limit for answers is not reached yet. The answers in memory wait
     * for the answers to earlier records. If answers are written in any order, no answer waits, and
     * this method returns true.
     */
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
