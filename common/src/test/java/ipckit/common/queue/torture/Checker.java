package ipckit.common.queue.torture;

import ipckit.common.testkit.Board;
import ipckit.common.testkit.Orphans;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the logs of the processes of a torture test, and checks that the ring has kept its
 * promises:
 *
 * <ul>
 *   <li>Every item that a producer reported as put was delivered, and was acknowledged in the end.
 *   <li>Only items that a producer had put, or had begun to put, were delivered.
 *   <li>Each consumer got the items of each producer in order. Redeliveries do not count.
 *   <li>Every repeated delivery of an item was marked as a redelivery.
 *   <li>No item was acknowledged twice.
 * </ul>
 */
final class Checker {
    /** The state bit of an item that was delivered without the mark of a redelivery. */
    private static final int UNMARKED = 1;

    /**
     * The state bit of an item that was acknowledged, or that a killed consumer may have
     * acknowledged.
     */
    private static final int DONE = 2;

    private static final int ACKNOWLEDGED = 4;
    private static final int DELIVERED = 8;

    private final Board board;

    /**
     * The states of the items. The key is the number of a producer. The value contains one state
     * for each item of this producer, in the order of the item numbers.
     */
    private final Map<Integer, byte[]> items = new HashMap<>();

    private final Orphans orphans = new Orphans();

    private long reported;
    private long deliveries;
    private long redeliveries;

    Checker(Board board) {
        this.board = board;
    }

    /**
     * Creates the states of the items that one producer has put, or has begun to put. The caller
     * must call this method for each producer before it calls {@link #consumer}.
     */
    void producer(int worker) {
        items.put(worker, new byte[(int) board.attempted(worker)]);
        reported += board.reported(worker);
    }

    /**
     * Checks the log of one consumer, and adds the logged events to the states of the items.
     *
     * @param killed the value of {@link System#nanoTime} at which the consumer was killed; 0 if it
     *     ended by itself
     * @param orphaned the earliest value of {@link System#nanoTime} at which another consumer could
     *     get the items that this consumer had not acknowledged; ignored if this consumer ended by
     *     itself
     */
    void consumer(int worker, Path log, long killed, long orphaned) throws IOException {
        if (Files.exists(log)) {
            try (FileChannel channel = FileChannel.open(log)) {
                ByteBuffer bytes = ByteBuffer.allocate((int) channel.size() & -Long.BYTES);
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                    // The loop reads until the buffer is full.
                }
                new Reader(worker, killed, orphaned).read(bytes.flip().asLongBuffer());
            }
        }
    }

    /**
     * Checks that each item that a producer reported as put was delivered. Also checks that each
     * delivered item was acknowledged, or may have been acknowledged by a killed consumer. The
     * caller must add all logs first.
     */
    void finish() {
        items.forEach(
                (worker, states) -> {
                    for (int number = 0; number < states.length; number++) {
                        int state = states[number];
                        if (number < board.reported(worker) && (state & DELIVERED) == 0) {
                            throw lost("reported and never delivered", worker, number);
                        }
                        if ((state & DELIVERED) != 0 && (state & DONE) == 0) {
                            throw lost(
                                    "never acknowledged, and not delivered again", worker, number);
                        }
                    }
                });
    }

    private static AssertionError lost(String how, int worker, long number) {
        return new AssertionError("item " + number + " of producer " + worker + ": " + how);
    }

    long reported() {
        return reported;
    }

    long deliveries() {
        return deliveries;
    }

    long redeliveries() {
        return redeliveries;
    }

    /**
     * Returns the longest delay of a redelivery after the death of a consumer, in nanoseconds. The
     * delay begins when another consumer could first get the dead consumer's items, and ends when
     * an item is redelivered.
     */
    long worstReturn() {
        return orphans.worstReturn();
    }

    /** Reads one consumer's log, record by record. */
    private final class Reader {
        private final int worker;
        private final long killed;
        private final long orphaned;
        private final Map<Integer, Long> last = new HashMap<>();
        private long[] held = {};
        private int acknowledged;

        Reader(int worker, long killed, long orphaned) {
            this.worker = worker;
            this.killed = killed;
            this.orphaned = orphaned;
        }

        void read(LongBuffer records) {
            while (records.hasRemaining()) {
                long record = records.get();
                switch (DeliveryLog.kind(record)) {
                    case DeliveryLog.DELIVERED -> {
                        settled();
                        int count = DeliveryLog.count(record);
                        if (records.remaining() < 1 + count) {
                            incomplete();
                            return;
                        }
                        long stamp = records.get();
                        held = new long[count];
                        records.get(held);
                        acknowledged = 0;
                        boolean marked = DeliveryLog.marked(record);
                        if (marked != DeliveryLog.tries(record) > 1) {
                            throw new AssertionError("marked and tries contradict each other");
                        }
                        for (long item : held) {
                            delivered(item, marked, stamp);
                        }
                    }
                    case DeliveryLog.ACKNOWLEDGED -> {
                        int count = Math.max(acknowledged, DeliveryLog.count(record));
                        for (int i = acknowledged; i < count; i++) {
                            done(held[i]);
                        }
                        acknowledged = count;
                    }
                    case DeliveryLog.GIVES_BACK -> held = Arrays.copyOf(held, acknowledged);
                    default -> throw new AssertionError("consumer " + worker + " saw a torn item");
                }
            }
            if (killed == 0) {
                settled();
            } else {
                for (int i = acknowledged; i < held.length; i++) {
                    mayBeDone(held[i]);
                    orphans.diedWith(held[i], orphaned);
                }
            }
        }

        /**
         * Handles an incomplete record of a delivery at the end of the log. Fails if the consumer
         * was not killed. Otherwise ignores the record: the consumer was killed before it
         * acknowledged the delivery, so the items must be delivered again, to another consumer.
         */
        private void incomplete() {
            if (killed == 0) {
                throw new AssertionError("consumer " + worker + " left an incomplete record");
            }
        }

        /**
         * Checks that the consumer has acknowledged or given back all items of its previous claim.
         */
        private void settled() {
            if (acknowledged < held.length) {
                throw new AssertionError(
                        "consumer " + worker + " went on with unacknowledged items");
            }
        }

        private void delivered(long item, boolean marked, long stamp) {
            int producer = (int) (item >>> DeliveryLog.NUMBER_BITS);
            int number = (int) item;
            byte[] states = items.get(producer);
            if (states == null || number >= states.length) {
                throw lost("never put", producer, number);
            }
            deliveries++;
            if (marked) {
                redeliveries++;
                orphans.comesAgain(item, stamp);
            } else {
                if ((states[number] & UNMARKED) != 0) {
                    throw lost("delivered twice without a mark", producer, number);
                }
                Long before = last.put(producer, (long) number);
                if (before != null && before >= number) {
                    throw lost("delivered after " + before, producer, number);
                }
                states[number] |= UNMARKED;
            }
            states[number] |= DELIVERED;
        }

        private void done(long item) {
            int producer = (int) (item >>> DeliveryLog.NUMBER_BITS);
            byte[] states = items.get(producer);
            int number = (int) item;
            if ((states[number] & ACKNOWLEDGED) != 0) {
                throw lost("acknowledged twice", producer, number);
            }
            states[number] |= DONE | ACKNOWLEDGED;
        }

        /**
         * Records that the item may have been acknowledged: the consumer died after it logged the
         * delivery of the item and before it logged an acknowledgement.
         */
        private void mayBeDone(long item) {
            items.get((int) (item >>> DeliveryLog.NUMBER_BITS))[(int) item] |= DONE;
        }
    }
}
