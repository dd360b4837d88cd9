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

/**
 * A channel of two rings, one for each direction. A process waits for items and for room in the
 * same way as {@code get} and {@code put}.
 */
final class RingBenchChannel implements BenchChannel {
    /**
     * The number of received bytes after which the consumer acknowledges the received items. The
     * producer can reuse the memory of these items only after the acknowledgement.
     */
    private static final long MAX_UNACKNOWLEDGED = 256 << 10;

    private final Producer producer;
    private final Consumer consumer;
    private final Delivery delivery;
    private final Mapping out = new Mapping(Arena.ofAuto().allocate(MAX_BYTES, Long.BYTES));
    private final Mapping in = new Mapping(Arena.ofAuto().allocate(MAX_BYTES, Long.BYTES));
    private final long maxClaimed;
    private boolean held;
    private long taken;

    private RingBenchChannel(Path directory, String outgoing, String incoming) {
        Ring ring = Ring.open(directory.resolve(incoming));
        producer = Ring.open(directory.resolve(outgoing)).producer();
        consumer = ring.consumer();
        // A consumer may acknowledge a part of its claim. A one-to-one ring then frees the memory
        // of that part at once, but a shared ring frees it only at the next claim. If a consumer
        // claimed all items of a shared ring, the producer would find no room until the consumer
        // had received all of them. Therefore the size of each claim from a shared ring is limited.
        maxClaimed = ring.spec().oneToOne() ? Long.MAX_VALUE : MAX_UNACKNOWLEDGED;
        delivery = consumer.delivery();
    }

    static RingBenchChannel ofClient(Path directory) {
        return new RingBenchChannel(directory, BenchMechanism.TO_SERVER, BenchMechanism.TO_CLIENT);
    }

    static RingBenchChannel ofServer(Path directory) {
        return new RingBenchChannel(directory, BenchMechanism.TO_CLIENT, BenchMechanism.TO_SERVER);
    }

    @Override
    public void send(long sequence, int size) {
        Words.set(out, 0, sequence);
        if (producer.put(out.segment(), 0, size, Deadline.NEVER) != Producer.Result.DONE) {
            throw BenchChannel.peerEnded(null);
        }
    }

    @Override
    public long receive(int size) {
        while (!held || !delivery.nextRun()) {
            claim();
        }
        if (delivery.bytes().length() != size) {
            throw new IpcException(Category.FAILED, "received an item of another size");
        }
        delivery.bytes().copyTo(0, size, in.segment(), 0);
        taken += size;
        if (taken >= MAX_UNACKNOWLEDGED && !delivery.isOver()) {
            consumer.acknowledge(delivery.count());
            taken = 0;
        }
        return Words.get(in, 0);
    }

    private void claim() {
        if (held) {
            consumer.acknowledge();
        }
        if (consumer.claim(Long.MAX_VALUE, maxClaimed, 0, Deadline.NEVER)
                != Consumer.Result.ITEMS) {
            throw BenchChannel.peerEnded(null);
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
