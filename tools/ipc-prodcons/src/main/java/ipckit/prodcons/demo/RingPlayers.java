package ipckit.prodcons.demo;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Delivery;
import ipckit.common.queue.Producer;
import ipckit.common.queue.Ring;
import ipckit.prodcons.demo.Report.Kind;

import java.lang.foreign.Arena;

/** A child's work at the ring. */
final class RingPlayers {
    private final Ring ring;
    private final Voice voice;
    private final Mapping own = new Mapping(Arena.ofAuto().allocate(Item.BYTES, Long.BYTES));

    RingPlayers(Ring ring, Voice voice) {
        this.ring = ring;
        this.voice = voice;
    }

    /** Puts so many items. */
    void produce(int number, int items) {
        try (Producer producer = ring.producer()) {
            for (int serial = 1; serial <= items; serial++) {
                voice.gate();
                voice.work();
                Item item = Item.of(number, serial);
                item.write(own, 0);
                put(producer);
                voice.tell(Report.now(Kind.PUT, producer.lastNumber(), item, -1));
            }
        }
    }

    /** First without waiting, so that waiting can be told. */
    private void put(Producer producer) {
        Producer.Result result = producer.put(own.segment(), 0, Item.BYTES, Deadline.NOW);
        if (result == Producer.Result.FULL) {
            voice.tell(Report.now(Kind.WAITS));
            result = producer.put(own.segment(), 0, Item.BYTES, Deadline.NEVER);
        }
        if (result != Producer.Result.DONE) {
            throw new IpcException(Category.REMOVED, "the buffer was removed");
        }
    }

    /** Takes items to the end of the stream. */
    void consume() {
        try (Consumer consumer = ring.consumer()) {
            voice.gate();
            while (claim(consumer)) {
                Delivery delivery = consumer.delivery();
                delivery.nextRun();
                delivery.bytes().copyTo(0, Item.BYTES, own.segment(), 0);
                Item item = Item.read(own, 0);
                long number = delivery.firstNumber();
                voice.tell(
                        Report.now(
                                delivery.isRedelivered() ? Kind.TAKEN_AGAIN : Kind.TAKEN,
                                number,
                                item,
                                -1));
                voice.gate();
                voice.work();
                voice.tell(Report.now(Kind.WORKED, number, item, -1));
                consumer.acknowledge();
                consumer.settle();
                voice.tell(Report.now(Kind.CONSUMED, number, item, -1));
                voice.gate();
            }
        }
    }

    private boolean claim(Consumer consumer) {
        Consumer.Result result = consumer.claim(1, Long.MAX_VALUE, 0, Deadline.NOW);
        if (result == Consumer.Result.NOTHING) {
            voice.tell(Report.now(Kind.WAITS));
            result = consumer.claim(1, Long.MAX_VALUE, 0, Deadline.NEVER);
        }
        return switch (result) {
            case ITEMS -> true;
            case END -> false;
            default -> throw new IpcException(Category.REMOVED, "the buffer was removed");
        };
    }
}
