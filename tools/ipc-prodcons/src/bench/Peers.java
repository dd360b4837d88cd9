import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Measures the throughput and the round trips of two Java libraries between two JVMs: Agrona's
 * OneToOneRingBuffer and ManyToOneRingBuffer in mapped files, and Aeron IPC. The
 * ManyToOneRingBuffer, too, has only one producer here. With both libraries, a waiting process
 * spins, as is usual in production. Each process copies the items and checks their sequence
 * numbers, as in {@code ipc-prodcons bench}.
 *
 * <pre>java -cp aeron-all.jar Peers.java agrona|many|aeron SIZE,... SECONDS</pre>
 *
 * Prints lines in the format of peers.c. A warm-up precedes each measurement.
 */
public final class Peers {
    private static final long LAST = -1;
    private static final int MOST_BYTES = 64 << 10;
    private static final int CAPACITY = 1 << 20;
    private static final double WARM_UP_SECONDS = 0.6;

    private Peers() {}

    /** One end of a two-way channel. */
    private abstract static class Channel implements AutoCloseable {
        final UnsafeBuffer out = new UnsafeBuffer(ByteBuffer.allocateDirect(MOST_BYTES));
        final UnsafeBuffer in = new UnsafeBuffer(ByteBuffer.allocateDirect(MOST_BYTES));
        long received;
        long expected;
        boolean ended;

        abstract boolean offer(int size);

        /**
         * Receives the items that are available, but at most {@code most} items, and calls {@link
         * #took} after each item.
         */
        abstract int poll(int most);

        final void send(long sequence, int size) {
            out.putLong(0, sequence, ByteOrder.LITTLE_ENDIAN);
            while (!offer(size)) {
                Thread.onSpinWait();
            }
        }

        final void took() {
            received = in.getLong(0, ByteOrder.LITTLE_ENDIAN);
            if (received == LAST) {
                ended = true;
            } else {
                expected = received == expected ? expected + 1 : Long.MIN_VALUE;
            }
        }

        final long receive() {
            while (poll(1) == 0) {
                Thread.onSpinWait();
            }
            return received;
        }

        @Override
        public void close() {}
    }

    private static final class Agrona extends Channel {
        private final RingBuffer to;
        private final RingBuffer from;
        private final MessageHandler handler =
                (type, buffer, offset, length) -> {
                    in.putBytes(0, buffer, offset, length);
                    took();
                };

        Agrona(Path directory, boolean server, boolean isForMany) throws IOException {
            to = open(directory.resolve(server ? "back" : "there"), isForMany);
            from = open(directory.resolve(server ? "there" : "back"), isForMany);
        }

        private static RingBuffer open(Path file, boolean isForMany) throws IOException {
            long bytes = CAPACITY + RingBufferDescriptor.TRAILER_LENGTH;
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                UnsafeBuffer buffer =
                        new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes));
                return isForMany ? new ManyToOneRingBuffer(buffer) : new OneToOneRingBuffer(buffer);
            }
        }

        @Override
        boolean offer(int size) {
            return to.write(1, out, 0, size);
        }

        @Override
        int poll(int most) {
            return from.read(handler, most);
        }
    }

    private static final class AeronIpc extends Channel {
        private static final String IPC = "aeron:ipc";
        private final Aeron aeron;
        private final ExclusivePublication publication;
        private final Subscription subscription;
        private final FragmentHandler handler =
                (buffer, offset, length, header) -> {
                    in.putBytes(0, buffer, offset, length);
                    took();
                };

        AeronIpc(Path directory, boolean server) {
            aeron =
                    Aeron.connect(
                            new Aeron.Context()
                                    .aeronDirectoryName(directory + "/aeron")
                                    .idleStrategy(new SleepingMillisIdleStrategy(4)));
            subscription = aeron.addSubscription(IPC, server ? 1 : 2);
            publication = aeron.addExclusivePublication(IPC, server ? 2 : 1);
            while (!subscription.isConnected() || !publication.isConnected()) {
                Thread.onSpinWait();
            }
        }

        static MediaDriver driver(Path directory) {
            return MediaDriver.launch(
                    new MediaDriver.Context()
                            .aeronDirectoryName(directory + "/aeron")
                            .threadingMode(ThreadingMode.SHARED)
                            .ipcTermBufferLength(16 << 20)
                            .sharedIdleStrategy(new BackoffIdleStrategy(10, 20, 1_000, 100_000)));
        }

        @Override
        boolean offer(int size) {
            return publication.offer(out, 0, size) >= 0;
        }

        @Override
        int poll(int most) {
            return subscription.poll(handler, most);
        }

        @Override
        public void close() {
            aeron.close();
        }
    }

    /**
     * Runs the client. The client starts this program again with an additional argument, which is
     * the directory of the files that client and server share. With this argument, the program runs
     * the server.
     */
    public static void main(String[] args) throws Exception {
        int[] sizes = Arrays.stream(args[1].split(",")).mapToInt(Integer::parseInt).toArray();
        double seconds = Double.parseDouble(args[2]);
        if (args.length > 3) {
            run(args[0], sizes, seconds, Path.of(args[3]), true);
            return;
        }
        Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "ipc-prodcons-peers-");
        try (MediaDriver _ = args[0].equals("aeron") ? AeronIpc.driver(directory) : null) {
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElseThrow());
            command.addAll(List.of(ProcessHandle.current().info().arguments().orElseThrow()));
            command.add(directory.toString());
            Process child = new ProcessBuilder(command).inheritIO().start();
            try {
                child.onExit().thenAccept(gone -> onlyGood(gone.exitValue()));
                run(args[0], sizes, seconds, directory, false);
                child.waitFor();
            } finally {
                child.destroyForcibly().waitFor();
            }
        } finally {
            try (var files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void onlyGood(int exit) {
        if (exit != 0) {
            Runtime.getRuntime().halt(exit);
        }
    }

    private static void run(
            String name, int[] sizes, double seconds, Path directory, boolean server)
            throws IOException {
        try (Channel channel =
                name.equals("aeron")
                        ? new AeronIpc(directory, server)
                        : new Agrona(directory, server, name.equals("many"))) {
            for (int size : sizes) {
                for (double time : new double[] {WARM_UP_SECONDS, seconds}) {
                    if (server) {
                        consume(channel, size);
                        echo(channel, size);
                    } else {
                        String throughput = produce(channel, size, time);
                        String trip = ping(channel, size, time);
                        if (time == seconds) {
                            System.out.println(name + "\t" + size + "\tthroughput\t" + throughput);
                            System.out.println(name + "\t" + size + "\ttrip\t" + trip);
                        }
                    }
                }
            }
        }
    }

    private static String produce(Channel channel, int size, double seconds) {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        int mask = size > 4096 ? 7 : 63;
        long items = 0;
        do {
            channel.send(items++, size);
        } while ((items & mask) != 0 || System.nanoTime() < end);
        channel.send(LAST, size);
        if (channel.receive() != items) {
            throw new IllegalStateException("items were lost");
        }
        return Math.round(items * 1e9 / (System.nanoTime() - start)) + "\t0";
    }

    private static void consume(Channel channel, int size) {
        channel.expected = 0;
        channel.ended = false;
        while (!channel.ended) {
            if (channel.poll(64) == 0) {
                Thread.onSpinWait();
            }
        }
        channel.send(channel.expected, size);
    }

    private static String ping(Channel channel, int size, double seconds) {
        long[] trips = new long[1 << 22];
        int count = 0;
        long after;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            long before = System.nanoTime();
            channel.send(count, size);
            if (channel.receive() != count) {
                throw new IllegalStateException("another item came back");
            }
            after = System.nanoTime();
            trips[count++] = after - before;
        } while (after < end && count < trips.length);
        channel.send(LAST, size);
        channel.receive();
        int from = count / 10;
        Arrays.sort(trips, from, count);
        int rest = count - from;
        return trips[from + rest / 2] + "\t" + trips[from + rest * 99 / 100];
    }

    private static void echo(Channel channel, int size) {
        long sequence;
        do {
            sequence = channel.receive();
            channel.send(sequence, size);
        } while (sequence != LAST);
    }
}
