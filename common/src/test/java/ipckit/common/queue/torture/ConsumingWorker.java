package ipckit.common.queue.torture;

import ipckit.common.Deadline;
import ipckit.common.memory.ItemCursor;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Delivery;
import ipckit.common.queue.Ring;
import ipckit.common.queue.Taken;
import ipckit.common.testkit.Board;
import ipckit.common.testkit.Item;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of a torture test that takes items until the process is killed or the stream ends. The
 * stream ends when no producer or stream holder is attached and all items are acknowledged. The
 * arguments of the process are the directory of the ring, the file of the {@link Board}, the number
 * of the worker, the seed of its random choices, the length of the longest item, and the file of
 * the {@link DeliveryLog}. The process logs the items of a delivery before it acknowledges them,
 * and logs the acknowledgement afterwards.
 */
final class ConsumingWorker {
    private static final int NEVER_ENDS = Integer.MAX_VALUE;
    private static final long LIMIT_NANOS = 300_000_000;
    private static final int[] MOST = {1, 2, 3, 7, 20, 100};

    private final Board board;
    private final int worker;
    private final Random random;
    private final Item item;
    private final DeliveryLog log;
    private final ItemCursor cursor = new ItemCursor();
    private final MemorySegment buffer;

    private ConsumingWorker(String[] args) {
        this.board = Board.open(Path.of(args[1]));
        this.worker = Integer.parseInt(args[2]);
        this.random = new Random(Long.parseLong(args[3]));
        this.item = new Item(Integer.parseInt(args[4]), random);
        this.log = DeliveryLog.create(Path.of(args[5]));
        this.buffer = MemorySegment.ofArray(item.buffer());
    }

    static void main(String[] args) {
        new ConsumingWorker(args).run(Ring.open(Path.of(args[0])));
    }

    private void run(Ring ring) {
        long came = System.nanoTime();
        try (Consumer consumer = ring.consumer()) {
            board.attached(worker, came);
            if (ring.spec().oneToOne()) {
                // The test measures how long producers wait for room. After the test has killed the
                // only consumer of a one-to-one ring, no process frees room until this process has
                // attached. The ring does not cause this delay. After this call of freed(), the
                // board ignores waits before `came`, the time when this process began to attach.
                board.freed(came);
            }
            for (long waitsSince = System.nanoTime(); ; ) {
                Consumer.Result result =
                        consumer.claim(
                                most(),
                                random.nextInt(4) == 0 ? 500 : 1 << 16,
                                board.isStopped() ? 0 : NEVER_ENDS,
                                Deadline.afterNanos(LIMIT_NANOS));
                if (result == Consumer.Result.END) {
                    return;
                }
                if (result == Consumer.Result.ITEMS) {
                    take(consumer, waitsSince);
                    board.freed(System.nanoTime());
                    board.atWork(worker);
                    waitsSince = System.nanoTime();
                } else if (result != Consumer.Result.NOTHING) {
                    throw new IllegalStateException("claim: " + result);
                }
            }
        }
    }

    private long most() {
        int choice = random.nextInt(2 * MOST.length);
        return choice < MOST.length ? MOST[choice] : Long.MAX_VALUE;
    }

    private void take(Consumer consumer, long waitsSince) {
        Delivery delivery = consumer.delivery();
        long now = System.nanoTime();
        log.begin(delivery.isRedelivered(), delivery.deliveries(), now);
        long count = 0;
        while (delivery.nextRun()) {
            cursor.reset(delivery.format(), delivery.bytes());
            int inRun = 0;
            while (cursor.next()) {
                note(delivery);
                if (count == 0 && !delivery.isRedelivered()) {
                    board.waited(worker, Math.max(waitsSince, item.stamp), now);
                }
                inRun++;
                count++;
            }
            if (inRun != delivery.count()) {
                throw new IllegalStateException(inRun + " items, not " + delivery.count());
            }
        }
        if (count == 0) {
            throw new IllegalStateException("a delivery of nothing");
        }
        log.delivered();
        settle(consumer, count);
    }

    private void note(Delivery delivery) {
        int length = (int) cursor.length();
        if (length <= item.buffer().length) {
            delivery.bytes().copyTo(cursor.from(), length, buffer, 0);
        }
        if (length > item.buffer().length || !item.read(length)) {
            log.torn();
            throw new IllegalStateException("a torn item of " + length + " bytes");
        }
        log.add(item.producer, item.number);
    }

    /**
     * Acknowledges all claimed items in most cases. In the other cases, acknowledges some or none
     * of them, and gives the rest back.
     */
    private void settle(Consumer consumer, long count) {
        int choice = random.nextInt(100);
        if (choice >= 94) {
            // The pause simulates work.
            LockSupport.parkNanos(random.nextInt(3_000_000));
        }
        if (choice < 6) {
            long part = random.nextLong(count + 1);
            Taken.acknowledge(consumer, part);
            log.acknowledged(part);
        }
        if (choice >= 3 && choice < 9) {
            log.givesBack();
            consumer.giveBack();
            return;
        }
        if (choice >= 9 && choice < 12) {
            consumer.forgo();
            log.acknowledged(count);
        }
        consumer.acknowledge();
        log.acknowledged(count);
    }
}
