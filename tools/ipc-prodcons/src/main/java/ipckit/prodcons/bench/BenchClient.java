package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.Arrays;

/** The end that measures. */
final class BenchClient {
    /** Round trips are sorted: more of them would tell nothing new. */
    private static final int MOST_TRIPS = 1 << 20;

    /** Items between two looks at the clock. */
    private static final int MASK_SMALL = 63;

    private static final int MASK_LARGE = 7;
    private static final int LARGE = 4096;

    private static final double NANOS = 1e9;
    private static final double PERCENT_99 = 0.99;
    private static final int WARM_UP_PART = 10;

    private final BenchChannel channel;

    BenchClient(BenchChannel channel) {
        this.channel = channel;
    }

    /** Sends items for so long; the clock stops when the server says that it has them all. */
    BenchSample throughput(int size, long nanos) {
        begin(new BenchPhase(BenchPhase.Kind.THROUGHPUT, size));
        long callsBefore = channel.systemCalls();
        int mask = size > LARGE ? MASK_LARGE : MASK_SMALL;
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

    /** Sends one item back and forth for so long. */
    BenchSample roundTrip(int size, long nanos) {
        begin(new BenchPhase(BenchPhase.Kind.ROUND_TRIP, size));
        long callsBefore = channel.systemCalls();
        long[] trips = new long[MOST_TRIPS];
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
        } while (after < end && count < MOST_TRIPS);
        channel.send(BenchPhase.LAST, size);
        channel.receive(size);
        channel.settle();
        check(count + 1, result());
        double calls = channel.systemCalls() - callsBefore + channel.second();
        int from = count / WARM_UP_PART;
        Arrays.sort(trips, from, count);
        int rest = count - from;
        return new BenchSample(
                trips[from + rest / 2], calls / count, trips[from + (int) (rest * PERCENT_99)]);
    }

    /** Ends the server. */
    void end() {
        begin(new BenchPhase(BenchPhase.Kind.END, 0));
    }

    private void begin(BenchPhase phase) {
        channel.send(phase.coded(), BenchChannel.LEAST_BYTES);
    }

    private long result() {
        long count = channel.receive(BenchChannel.LEAST_BYTES);
        channel.settle();
        return count;
    }

    private static void check(long sent, long received) {
        if (sent != received) {
            throw new IpcException(
                    Category.FAILED, sent + " was sent, and " + received + " received");
        }
    }
}
