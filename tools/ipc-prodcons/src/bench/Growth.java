import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Delivery;
import ipckit.common.queue.Producer;
import ipckit.common.queue.Ring;
import ipckit.common.queue.RingSpec;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the throughput of a ring with a number of producers, each of which is a process of its
 * own. This process is the only consumer.
 *
 * <pre>java -cp CLASSES:common.jar Growth DIRECTORY KIND PRODUCERS ITEM-BYTES RING-BYTES SECONDS
 * </pre>
 *
 * KIND is {@code one-to-one} or {@code shared}. Prints the items per second, and the share of the
 * slowest producer: 1 means that all producers have moved the same number of items. The consumer
 * copies each item, and checks that no item is lost or repeated.
 *
 * <p>Before the measurement, the producers fill the whole ring at least once, and the compilers of
 * all processes become idle. This takes a minute with 64 producers, because 64 Java virtual
 * machines then compile the same code on a few processors. A measurement during this minute would
 * show the speed of the compilers.
 */
final class Growth {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** The longest warm-up in seconds. */
    private static final long MOST_WARM_UP_SECONDS = 180;

    /**
     * The compilers count as idle if they use at most this number of clock ticks (10 ms) of
     * processor time in a second.
     */
    private static final long IDLE_TICKS = 5;

    /** An item contains its number, and above these bits the index of its producer. */
    private static final int NUMBER_BITS = 48;

    private static final long NUMBERS = (1L << NUMBER_BITS) - 1;

    /** The consumer acknowledges its items after this number of bytes, as `get` does. */
    private static final long MOST_UNACKNOWLEDGED = 256 << 10;

    private static final long POLL_NANOS = 20_000_000;

    private static final long READY_AT = 0;
    private static final long STOP_AT = 128;
    private static final long CONTROL_BYTES = 4096;

    private final Path directory;
    private final int producers;
    private final int size;
    private final Mapping control;
    private final Mapping item;

    private Growth(Path directory, int producers, int size) throws IOException {
        this.directory = directory;
        this.producers = producers;
        this.size = size;
        this.item = new Mapping(Arena.ofAuto().allocate(Math.max(size, Long.BYTES), Long.BYTES));
        try (FileChannel file =
                FileChannel.open(
                        directory.resolve("control"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            control =
                    new Mapping(
                            file.map(
                                    FileChannel.MapMode.READ_WRITE,
                                    0,
                                    CONTROL_BYTES,
                                    Arena.global()));
        }
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Growth growth = new Growth(directory, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        if (args.length > 6) {
            growth.produce(Long.parseLong(args[6]));
            return;
        }
        long bytes = Long.parseLong(args[4]);
        boolean isOneToOne = args[1].equals("one-to-one");
        Path ring = growth.ring();
        Files.createDirectory(ring);
        Ring.create(
                ring,
                new RingSpec(0, RingSpec.FullRule.TEXTBOOK, bytes, 0, isOneToOne, false, false, 0));
        List<Process> children = new ArrayList<>();
        try {
            for (int i = 0; i < growth.producers; i++) {
                children.add(child(args, i));
            }
            growth.consume(children, bytes, Double.parseDouble(args[5]));
        } finally {
            children.forEach(Process::destroyForcibly);
        }
    }

    private Path ring() {
        return directory.resolve("ring");
    }

    /** Starts this program again, with the index of a producer as an additional argument. */
    private static Process child(String[] args, int index) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of(ProcessHandle.current().info().arguments().orElseThrow()));
        command.add(Integer.toString(index));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** Puts items until the consumer stops all producers. */
    private void produce(long index) {
        try (Producer producer = Ring.open(ring()).producer()) {
            long _ = Words.getAndAdd(control, READY_AT, 1);
            for (long number = 0; Words.getAcquire(control, STOP_AT) == 0; number++) {
                Words.set(item, 0, index << NUMBER_BITS | number);
                Producer.Result result = producer.put(item.segment(), 0, size, Deadline.NEVER);
                check(result == Producer.Result.DONE, "put: " + result);
            }
        }
    }

    private void consume(List<Process> children, long ringBytes, double seconds)
            throws InterruptedException {
        Ring ring = Ring.open(ring());
        try (Consumer consumer = ring.consumer()) {
            Received received = new Received(consumer, ring.spec().oneToOne());
            while (Words.getAcquire(control, READY_AT) < producers) {
                received.claim();
            }
            long lap = received.sum() + ringBytes / size;
            while (received.sum() < lap) {
                received.claim();
            }
            warmUp(received, children);
            long[] before = received.counts.clone();
            long start = System.nanoTime();
            received.claimFor((long) (seconds * NANOS_PER_SECOND));
            long nanos = System.nanoTime() - start;
            long[] moved = new long[producers];
            Arrays.setAll(moved, i -> received.counts[i] - before[i]);
            Words.setRelease(control, STOP_AT, 1);
            for (Process child : children) {
                while (child.isAlive()) {
                    received.claim();
                }
                check(child.exitValue() == 0, "a producer has failed");
            }
            long all = Arrays.stream(moved).sum();
            double least = Arrays.stream(moved).min().orElseThrow();
            System.out.printf(
                    "%.0f\t%.2f%n",
                    (double) all * NANOS_PER_SECOND / nanos, least * producers / all);
        }
    }

    /** Receives items until the compilers of all processes have been idle for a second. */
    private static void warmUp(Received received, List<Process> children) {
        List<Long> pids = new ArrayList<>(List.of(ProcessHandle.current().pid()));
        children.forEach(child -> pids.add(child.pid()));
        long used = compilerTicks(pids);
        for (int second = 0; second < MOST_WARM_UP_SECONDS; second++) {
            received.claimFor(NANOS_PER_SECOND);
            long before = used;
            used = compilerTicks(pids);
            // The sum becomes smaller when a compiler thread ends.
            if (used >= before && used - before <= IDLE_TICKS) {
                return;
            }
        }
        System.err.println("growth: the compilers were still busy");
    }

    /** Returns the processor time, in clock ticks, of the compiler threads of the processes. */
    private static long compilerTicks(List<Long> pids) {
        long ticks = 0;
        for (long pid : pids) {
            File[] threads = new File("/proc/" + pid + "/task").listFiles();
            for (File thread : threads == null ? new File[0] : threads) {
                ticks += compilerTicks(thread.toPath().resolve("stat"));
            }
        }
        return ticks;
    }

    private static long compilerTicks(Path stat) {
        try {
            // The name of a thread is in parentheses, and may contain blanks. The 12th and the 13th
            // field after the name are the processor time outside and inside the kernel.
            String text = Files.readString(stat);
            int end = text.lastIndexOf(')');
            String name = text.substring(text.indexOf('(') + 1, end);
            if (!name.startsWith("C1 Comp") && !name.startsWith("C2 Comp")) {
                return 0;
            }
            String[] fields = text.substring(end + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException e) {
            // The thread has ended.
            return 0;
        }
    }

    /** The items that the consumer has received. */
    private final class Received {
        private final Consumer consumer;
        private final Delivery delivery;
        private final long mostClaimed;
        private final long[] counts = new long[producers];

        Received(Consumer consumer, boolean isOneToOne) {
            this.consumer = consumer;
            this.delivery = consumer.delivery();
            this.mostClaimed = isOneToOne ? Long.MAX_VALUE : MOST_UNACKNOWLEDGED;
        }

        /** Claims items, and copies and checks them. Waits for items, but not for ever. */
        void claim() {
            Deadline deadline = Deadline.afterNanos(POLL_NANOS);
            Consumer.Result result = consumer.claim(Long.MAX_VALUE, mostClaimed, 0, deadline);
            if (result != Consumer.Result.ITEMS) {
                // END means that no producer is attached at the moment.
                check(
                        result == Consumer.Result.NOTHING || result == Consumer.Result.END,
                        "claim: " + result);
                LockSupport.parkNanos(POLL_NANOS / 10);
                return;
            }
            long taken = 0;
            while (delivery.nextRun()) {
                check(delivery.bytes().length() == size, "an item has another size");
                delivery.bytes().copyTo(0, size, item.segment(), 0);
                long word = Words.get(item, 0);
                int producer = (int) (word >> NUMBER_BITS);
                check((word & NUMBERS) == counts[producer], "an item is lost or repeated");
                counts[producer]++;
                taken += size;
                if (taken >= MOST_UNACKNOWLEDGED && !delivery.isOver()) {
                    consumer.acknowledge(delivery.count());
                    taken = 0;
                }
            }
            consumer.acknowledge();
        }

        /** Claims items for at least the given time in nanoseconds. */
        void claimFor(long nanos) {
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                claim();
            }
        }

        long sum() {
            return Arrays.stream(counts).sum();
        }
    }

    private static void check(boolean isGood, String failure) {
        if (!isGood) {
            throw new IllegalStateException(failure);
        }
    }
}
