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
 * Proves from the logs of a run what was promised: every reported item was delivered, and
 * acknowledged by somebody in the end; nothing came that was not put; in each consumer the unmarked
 * items of each producer in order; an item twice only if it was unacknowledged before, and then
 * marked.
 */
final class Checker {
    /** What can have happened to an item; {@code DONE} also if that is only possible. */
    private static final int UNMARKED = 1;

    private static final int DONE = 2;
    private static final int ACKNOWLEDGED = 4;
    private static final int DELIVERED = 8;

    private final Board board;

    /** For each producer, what has happened to each of its items. */
    private final Map<Integer, byte[]> items = new HashMap<>();

    private final Orphans orphans = new Orphans();

    private long reported;
    private long deliveries;
    private long redeliveries;

    Checker(Board board) {
        this.board = board;
    }

    /** Adds a producer of the run. */
    void producer(int worker) {
        items.put(worker, new byte[(int) board.attempted(worker)]);
        reported += board.reported(worker);
    }

    /**
     * Adds a consumer's log.
     *
     * @param killed when it was killed; 0 if it ended by itself
     * @param orphaned from when on what it held was to come again
     */
    void consumer(int worker, Path log, long killed, long orphaned) throws IOException {
        if (Files.exists(log)) {
            try (FileChannel channel = FileChannel.open(log)) {
                ByteBuffer bytes = ByteBuffer.allocate((int) channel.size() & -Long.BYTES);
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                    // until all is there
                }
                new Reader(worker, killed, orphaned).read(bytes.flip().asLongBuffer());
            }
        }
    }

    /** Everything is in. */
    void finish() {
        items.forEach(
                (worker, states) -> {
                    for (int number = 0; number < states.length; number++) {
                        int state = states[number];
                        if (number < board.reported(worker) && (state & DELIVERED) == 0) {
                            throw lost("reported and never delivered", worker, number);
                        }
                        if ((state & DELIVERED) != 0 && (state & DONE) == 0) {
                            throw lost("never acknowledged, and not again", worker, number);
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
     * How long items of the dead could have come again before they did, at the most, in
     * nanoseconds.
     */
    long worstReturn() {
        return orphans.worstReturn();
    }

    /** One consumer's log, record by record. */
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
                        long stamp = records.get();
                        held = new long[DeliveryLog.count(record)];
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

        /** A consumer goes on only with empty hands. */
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
                throw lost("nobody put it", producer, number);
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

        /** Its holder died between the acknowledgement and the note of it, or before both. */
        private void mayBeDone(long item) {
            items.get((int) (item >>> DeliveryLog.NUMBER_BITS))[(int) item] |= DONE;
        }
    }
}
