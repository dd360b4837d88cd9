package ipckit.prodcons.bench;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Delivery;
import ipckit.common.queue.Producer;
import ipckit.common.queue.Ring;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/** Two rings, one each way, used as any program would: they sleep when there is nothing to do. */
final class RingBenchChannel implements BenchChannel {
    /** What is taken is acknowledged before it is more than this: the producer wants the room. */
    private static final long MOST_HELD = 256 << 10;

    private final Producer producer;
    private final Consumer consumer;
    private final Delivery delivery;
    private final Mapping out = new Mapping(Arena.ofAuto().allocate(MOST_BYTES, Long.BYTES));
    private final Mapping in = new Mapping(Arena.ofAuto().allocate(MOST_BYTES, Long.BYTES));
    private final long mostClaimed;
    private boolean held;
    private long taken;

    private RingBenchChannel(Path out, Path in) {
        Ring ring = Ring.open(in);
        producer = Ring.open(out).producer();
        consumer = ring.consumer();
        // Parts of a claim become free at once for the only consumer; one of many had better take
        // less, because what he frees is seen at somebody's next claim.
        mostClaimed = ring.spec().oneToOne() ? Long.MAX_VALUE : MOST_HELD;
        delivery = consumer.delivery();
    }

    static RingBenchChannel ofClient(Path directory) {
        return new RingBenchChannel(
                directory.resolve(BenchMechanism.THERE), directory.resolve(BenchMechanism.BACK));
    }

    static RingBenchChannel ofServer(Path directory) {
        return new RingBenchChannel(
                directory.resolve(BenchMechanism.BACK), directory.resolve(BenchMechanism.THERE));
    }

    @Override
    public void send(long sequence, int size) {
        Words.set(out, 0, sequence);
        if (producer.put(out.segment(), 0, size, Deadline.NEVER) != Producer.Result.DONE) {
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
        delivery.bytes().copyTo(0, size, in.segment(), 0);
        taken += size;
        if (taken >= MOST_HELD && !delivery.isOver()) {
            consumer.acknowledge(delivery.count());
            taken = 0;
        }
        return Words.get(in, 0);
    }

    private void claim() {
        if (held) {
            consumer.acknowledge();
        }
        if (consumer.claim(Long.MAX_VALUE, mostClaimed, 0, Deadline.NEVER)
                != Consumer.Result.ITEMS) {
            throw new IpcException(Category.FAILED, "the other process has gone");
        }
        held = true;
        taken = 0;
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
