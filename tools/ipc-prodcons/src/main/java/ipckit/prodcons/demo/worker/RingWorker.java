package ipckit.prodcons.demo.worker;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Delivery;
import ipckit.common.queue.Producer;
import ipckit.common.queue.Ring;
import ipckit.prodcons.demo.buffer.DemoItem;
import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import java.lang.foreign.Arena;

/** Puts items into a ring or takes items from a ring, and reports each step to the parent. */
final class RingWorker implements BufferWorker {
    private final Ring ring;
    private final ParentConnection parent;
    private final Mapping copy = new Mapping(Arena.ofAuto().allocate(DemoItem.BYTES, Long.BYTES));

    RingWorker(Ring ring, ParentConnection parent) {
        this.ring = ring;
        this.parent = parent;
    }

    @Override
    public void produce(int number, int items) {
        try (Producer producer = ring.producer()) {
            for (int serial = 1; serial <= items; serial++) {
                parent.awaitPermission();
                parent.work();
                DemoItem item = DemoItem.of(number, serial);
                item.write(copy, 0);
                put(producer);
                parent.report(WorkerReport.now(Kind.PUT, producer.lastNumber(), item));
            }
        }
    }

    /**
     * Tries to put an item without waiting. If the ring is full, reports to the parent that this
     * worker waits, then waits without a time limit and puts the item.
     */
    private void put(Producer producer) {
        Producer.Result result = producer.put(copy.segment(), 0, DemoItem.BYTES, Deadline.NOW);
        if (result == Producer.Result.FULL) {
            parent.report(WorkerReport.now(Kind.WAITS));
            result = producer.put(copy.segment(), 0, DemoItem.BYTES, Deadline.NEVER);
        }
        if (result != Producer.Result.DONE) {
            throw new IpcException(Category.REMOVED, "the buffer was removed");
        }
    }

    @Override
    public void consume() {
        try (Consumer consumer = ring.consumer()) {
            parent.awaitPermission();
            while (claim(consumer)) {
                Delivery delivery = consumer.delivery();
                delivery.nextRun();
                delivery.bytes().copyTo(0, DemoItem.BYTES, copy.segment(), 0);
                DemoItem item = DemoItem.read(copy, 0);
                long number = delivery.firstNumber();
                Kind taken = delivery.isRedelivered() ? Kind.TAKEN_AGAIN : Kind.TAKEN;
                parent.report(WorkerReport.now(taken, number, item));
                parent.awaitPermission();
                parent.work();
                parent.report(WorkerReport.now(Kind.WORKED, number, item));
                consumer.acknowledge();
                consumer.settle();
                parent.report(WorkerReport.now(Kind.CONSUMED, number, item));
                parent.awaitPermission();
            }
        }
    }

    /**
     * Claims one item. If no item is available, first reports to the parent that this worker waits,
     * and then waits without a time limit. Returns true when an item is claimed, and false when all
     * producers have ended and the ring is empty.
     */
    private boolean claim(Consumer consumer) {
        Consumer.Result result = consumer.claim(1, Long.MAX_VALUE, 0, Deadline.NOW);
        if (result == Consumer.Result.NOTHING) {
            parent.report(WorkerReport.now(Kind.WAITS));
            result = consumer.claim(1, Long.MAX_VALUE, 0, Deadline.NEVER);
        }
        return switch (result) {
            case ITEMS -> true;
            case END -> false;
            default -> throw new IpcException(Category.REMOVED, "the buffer was removed");
        };
    }
}
