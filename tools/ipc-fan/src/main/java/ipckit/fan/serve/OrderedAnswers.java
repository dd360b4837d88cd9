package ipckit.fan.serve;

import ipckit.common.memory.RunFormat;
import ipckit.fan.output.LineTag;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Answers go out in the order of the records; those that come too early are held in memory. */
final class OrderedAnswers implements AnswerSink {
    /** When so many bytes are held, workers are given only what brings the next answer. */
    private static final long MUCH = 8 << 20;

    /** What it costs to hold something, beside its bytes. */
    private static final int OVERHEAD = 128;

    private static final int GATHERED = 64 << 10;

    /** Answers to records that follow one another. */
    private record Early(int count, byte[] bytes) {}

    private final RunFormat format;
    private final Consumer<ByteBuffer> out;
    private final Map<Long, Early> early = new HashMap<>();
    private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);
    private volatile long next;
    private volatile long held;

    /**
     * @param format how answers lie in memory
     * @param out what goes out
     */
    OrderedAnswers(RunFormat format, Consumer<ByteBuffer> out) {
        this.format = format;
        this.out = out;
    }

    @Override
    public synchronized void put(
            LineTag tag, long first, int count, MemorySegment bytes, long from, long to) {
        ByteBuffer lines = LineTag.put(tag, format, bytes, from, to, count);
        if (first == next) {
            out.accept(lines);
            goOn(count);
        } else {
            byte[] copy = new byte[lines.remaining()];
            lines.get(copy);
            hold(first, new Early(count, copy));
        }
    }

    @Override
    public synchronized void skip(long number) {
        if (number == next) {
            goOn(1);
        } else {
            hold(number, new Early(1, new byte[0]));
        }
    }

    private void hold(long first, Early answers) {
        early.put(first, answers);
        held += answers.bytes.length + OVERHEAD;
    }

    private void goOn(int count) {
        long at = next + count;
        for (Early due = early.remove(at); due != null; due = early.remove(at)) {
            gather(due.bytes);
            held -= due.bytes.length + OVERHEAD;
            at += due.count;
        }
        flush();
        next = at;
    }

    private void gather(byte[] bytes) {
        if (bytes.length > gathered.remaining()) {
            flush();
        }
        if (bytes.length > gathered.remaining()) {
            out.accept(ByteBuffer.wrap(bytes));
        } else {
            gathered.put(bytes);
        }
    }

    private void flush() {
        if (gathered.position() > 0) {
            out.accept(gathered.flip());
            gathered.clear();
        }
    }

    @Override
    public boolean haveRoom() {
        return held < MUCH;
    }

    @Override
    public long next() {
        return next;
    }
}
