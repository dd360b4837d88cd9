package ipckit.prodcons.bench;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Delivery;
import ipckit.common.queue.Producer;
import ipckit.common.queue.Ring;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Two rings, one each way, used as any program would: they sleep when there is nothing to do. */
final class RingChannel implements Channel {
    /** A claim takes no more than this, so that the producer can go on meanwhile. */
    private static final long MOST_CLAIMED = 256 << 10;

    private final Producer producer;
    private final Consumer consumer;
    private final Delivery delivery;
    private final MemorySegment out = Arena.ofAuto().allocate(MOST_BYTES, Long.BYTES);
    private final MemorySegment in = Arena.ofAuto().allocate(MOST_BYTES, Long.BYTES);
    private boolean held;

    private RingChannel(Path out, Path in) {
        producer = Ring.open(out).producer();
        consumer = Ring.open(in).consumer();
        delivery = consumer.delivery();
    }

    static RingChannel ofClient(Path directory) {
        return new RingChannel(
                directory.resolve(Mechanism.THERE), directory.resolve(Mechanism.BACK));
    }

    static RingChannel ofServer(Path directory) {
        return new RingChannel(
                directory.resolve(Mechanism.BACK), directory.resolve(Mechanism.THERE));
    }

    @Override
    public void send(long sequence, int size) {
        Words.set(out, 0, sequence);
        if (producer.put(out, 0, size, Deadline.NEVER) != Producer.Result.DONE) {
            throw new IpcException(Category.REMOVED, "the benchmark's ring was removed");
        }
    }

    @Override
    public long receive(int size) {
        while (!held || !delivery.nextRun()) {
            claim();
        }
        if (delivery.bytes().length() != size) {
            throw new IpcException(Category.FAILED, "an item of another size came");
        }
        delivery.bytes().copyTo(0, size, in, 0);
        return Words.get(in, 0);
    }

    private void claim() {
        if (held) {
            consumer.acknowledge();
        }
        if (consumer.claim(Long.MAX_VALUE, MOST_CLAIMED, 0, Deadline.NEVER)
                != Consumer.Result.ITEMS) {
            throw new IpcException(Category.FAILED, "the other process has gone");
        }
        held = true;
    }

    @Override
    public void settle() {
        if (held && delivery.isOver()) {
            consumer.acknowledge();
            held = false;
        }
    }

    @Override
    public void setSecond(long value) {
        Words.set(out, Long.BYTES, value);
    }

    @Override
    public long second() {
        return Words.get(in, Long.BYTES);
    }

    @Override
    public long systemCalls() {
        return producer.systemCalls() + consumer.systemCalls();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
