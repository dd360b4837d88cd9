package ipckit.fan.serve;

import ipckit.common.memory.RunFormat;
import ipckit.fan.output.LineTag;
import ipckit.fan.output.OrderedOutput;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Writes answers in the order of the records. An answer is held in memory until all earlier answers
 * have been written.
 */
final class OrderedAnswers implements AnswerSink {
    /** The number of held bytes at which workers are given only the next records in order. */
    private static final long HELD_ANSWERS = 8 << 20;

    private final RunFormat format;
    private final OrderedOutput order;

    /**
     * @param format the format of the answers in memory
     * @param out receives the answers
     */
    OrderedAnswers(RunFormat format, Consumer<ByteBuffer> out) {
        this.format = format;
        this.order = new OrderedOutput(0, Integer.MAX_VALUE, HELD_ANSWERS, out);
    }

    @Override
    public void put(LineTag tag, long first, int count, MemorySegment bytes, long from, long to) {
        order.put(first, count, LineTag.tagged(tag, format, bytes, from, to, count));
    }

    @Override
    public void skip(long number) {
        order.put(number, 1, ByteBuffer.allocate(0));
    }

    @Override
    public boolean hasRoom() {
        return order.hasRoom();
    }

    @Override
    public long next() {
        return order.next();
    }
}
