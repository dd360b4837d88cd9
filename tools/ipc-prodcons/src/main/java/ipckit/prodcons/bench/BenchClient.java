package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.Arrays;

/**
 * The client of a benchmark: sends items to the server, which is another process, and measures the
 * time. Only one thread may use an instance.
 */
record BenchClient(BenchChannel channel) {
    /**
     * The maximum number of round trips in one measurement. The number is limited because the
     * measured time of each round trip is stored.
     */
    private static final int MAX_TRIPS = 1 << 20;

    /**
     * The mask that selects when the client reads the clock while it sends small items. The client
     * applies the mask to the number of sent items, and reads the clock only when the result is 0,
     * that is, after every 64th item. A read of the clock after each item would take longer than
     * the sending of the item.
     */
    private static final int CLOCK_MASK_SMALL = 63;

    private static final int CLOCK_MASK_LARGE = 7;
    private static final int LARGE = 4096;

    private static final double NANOS = 1e9;
    private static final double PERCENT_99 = 0.99;
    private static final int WARM_UP_DIVISOR = 10;

    /**
     * Measures how many items per second the client can send. The measurement ends when the server
     * reports that all items have arrived.
     *
     * @param size the size of each item, in bytes
     * @param nanos the time for which the client sends items, in nanoseconds
     */
    BenchSample throughput(int size, long nanos) {
        begin(new BenchPhase(BenchPhase.Kind.THROUGHPUT, size));
        long callsBefore = channel.systemCalls();
        int mask = size > LARGE ? CLOCK_MASK_LARGE : CLOCK_MASK_SMALL;
        long start = System.nanoTime();
        long end = start + nanos;
        long items = 0;
        do {
            channel.send(items++, size);
        } while ((items & mask) != 0 || System.nanoTime() < end);
        channel.send(BenchPhase.LAST, size);
        long received = result();
        double seconds = (System.nanoTime() - start) / NANOS;
        check(items, received);
        double calls = channel.systemCalls() - callsBefore + channel.second();
        return new BenchSample(items / seconds, calls / items, 0);
    }

    /**
     * Measures the time in which an item goes to the server and back. The client sends the next
     * item only after the server has returned the previous item.
     *
     * @param size the size of each item, in bytes
     * @param nanos the time for which round trips are measured, in nanoseconds
     */
    BenchSample roundTrip(int size, long nanos) {
        begin(new BenchPhase(BenchPhase.Kind.ROUND_TRIP, size));
        long callsBefore = channel.systemCalls();
        long[] trips = new long[MAX_TRIPS];
        int count = 0;
        long end = System.nanoTime() + nanos;
        long after;
        do {
            long before = System.nanoTime();
            channel.send(count, size);
            long sequence = channel.receive(size);
            channel.settle();
            after = System.nanoTime();
            check(count, sequence);
            trips[count++] = after - before;
        } while (after < end && count < MAX_TRIPS);
        channel.send(BenchPhase.LAST, size);
        channel.receive(size);
        channel.settle();
        check(count + 1, result());
        double calls = channel.systemCalls() - callsBefore + channel.second();
        int from = count / WARM_UP_DIVISOR;
        Arrays.sort(trips, from, count);
        int rest = count - from;
        return new BenchSample(
                trips[from + rest / 2], calls / count, trips[from + (int) (rest * PERCENT_99)]);
    }

    /** Tells the server process to end. */
    void end() {
        begin(new BenchPhase(BenchPhase.Kind.END, 0));
    }

    private void begin(BenchPhase phase) {
        channel.send(phase.coded(), BenchChannel.MIN_BYTES);
    }

    private long result() {
        long count = channel.receive(BenchChannel.MIN_BYTES);
        channel.settle();
        return count;
    }

    private static void check(long sent, long received) {
        if (sent != received) {
            throw new IpcException(Category.FAILED, "sent " + sent + " and received " + received);
        }
    }
}
