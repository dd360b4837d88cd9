package ipckit.common.queue.torture;

import ipckit.common.Deadline;
import ipckit.common.memory.ByteScan;
import ipckit.common.memory.RunFormat;
import ipckit.common.queue.Producer;
import ipckit.common.queue.Ring;
import ipckit.common.testkit.Board;
import ipckit.common.testkit.Item;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Random;

/**
 * A process that puts runs (sequences of complete items) until the test stops or kills the process.
 * The process chooses the format of each run at random; the format defines where each item ends.
 * The test reads the progress of the process from a file, the {@link Board}. Before each put, the
 * process stores there how many items it will have put. After the put, it stores how many items it
 * has put.
 *
 * <p>The command-line arguments are the ring's path, the board's path, the worker number, the seed,
 * and the length of the longest item.
 */
final class ProducingWorker {
    private static final int MOST_ITEMS = 12;

    private final Board board;
    private final int worker;
    private final Random random;
    private final int longest;
    private final Item item;
    private final MemorySegment bytes;
    private long length;

    private ProducingWorker(String[] args) {
        this.board = Board.open(Path.of(args[1]));
        this.worker = Integer.parseInt(args[2]);
        this.random = new Random(Long.parseLong(args[3]));
        this.longest = Integer.parseInt(args[4]);
        this.item = new Item(longest, random);
        this.bytes = Arena.global().allocate((long) MOST_ITEMS * (longest + 4));
    }

    static void main(String[] args) {
        new ProducingWorker(args).run(Ring.open(Path.of(args[0])));
    }

    private void run(Ring ring) {
        long came = System.nanoTime();
        try (Producer producer = ring.producer()) {
            board.attached(worker, came);
            long waitsSince = 0;
            while (!board.isStopped()) {
                long before = producer.itemsPut();
                long start = System.nanoTime();
                waitsSince = waitsSince == 0 ? start : waitsSince;
                Producer.Result result = put(producer, before);
                long now = System.nanoTime();
                board.reported(worker, producer.itemsPut());
                if (result == Producer.Result.DONE) {
                    board.waited(worker, waitsSince, now);
                    board.atWork(worker);
                    waitsSince = 0;
                } else if (result != Producer.Result.FULL) {
                    throw new IllegalStateException("put: " + result);
                }
                board.pauseSometimes(random);
            }
        }
    }

    private Producer.Result put(Producer producer, long first) {
        int count = 1 + random.nextInt(MOST_ITEMS);
        RunFormat format = RunFormat.values()[random.nextInt(4)];
        count = format == RunFormat.ONE ? 1 : count;
        write(format, first, count);
        board.attempted(worker, first + count);
        int limit = random.nextInt(20);
        Deadline deadline =
                limit == 0
                        ? Deadline.NOW
                        : Deadline.afterNanos((limit == 1 ? 1 : 500) * 1_000_000L);
        return producer.put(format, bytes, 0, length, count, deadline);
    }

    private void write(RunFormat format, long first, int count) {
        item.producer = worker;
        item.stamp = System.nanoTime();
        length = 0;
        for (int i = 0; i < count; i++) {
            int size = size();
            item.number = first + i;
            if (format == RunFormat.FRAMES) {
                ByteScan.putIntBigEndian(bytes, length, size);
            }
            length += format.prefix();
            item.write(bytes, length, size, random.nextInt());
            length += size;
            if (format.terminated()) {
                ByteScan.put(bytes, length, format.terminator());
            }
            length += format.suffix();
        }
    }

    /**
     * Returns a random length of an item in bytes: usually short, sometimes long, rarely the
     * largest possible length.
     */
    private int size() {
        int room = longest - Item.HEADER;
        return Item.HEADER
                + switch (random.nextInt(16)) {
                    case 0 -> room;
                    case 1, 2 -> random.nextInt(room + 1);
                    default -> random.nextInt(Math.min(room, 100) + 1);
                };
    }
}
